package dev.parley.features.rollout;

import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.util.List;
import java.util.Map;

/// What a person sees of the features, and who gets them early, over HTTP.
record RolloutRoutes(Features features, RolloutGroups groups) implements Routes {

  @Override
  public void addTo(Api api) {
    api.on("getFeatures", this::seen)
        .on("listRolloutMembers", this::members)
        .on("listRolloutChanges", this::changes)
        .change("putRolloutMember", this::put);
  }

  private record Seen(Map<String, Decision> features, String topic, String epoch, long offset) {}

  private Response seen(Request request) {
    var seen = features.seen(request.actor());
    var topic = Topic.tenant(request.actor().tenant().value()).toString();
    var at = seen.position();
    return Response.ok(new Seen(seen.features(), topic, at.epoch(), at.offset()));
  }

  private record Members(List<RolloutGroups.Member> members) {}

  private Response members(Request request) {
    return Response.ok(new Members(groups.list(request.actor())));
  }

  private Response changes(Request request) {
    Switches.requireAdmin(request.actor());
    return SwitchRoutes.page(
        request, (before, limit) -> groups.changes(request.actor(), before, limit));
  }

  private record Put(RolloutGroup group) {}

  private Response put(Request request) {
    Switches.requireAdmin(request.actor());
    var user = new UserId(request.id("userId"));
    var group = request.body(Put.class).group();
    groups.put(request.actor(), user, group);
    return Response.ok(Map.of("member", new RolloutGroups.Member(user, group)));
  }
}

package dev.parley.features.rollout;

import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Switches over HTTP, for administrators.
record SwitchRoutes(Switches switches) implements Routes {

  @Override
  public void addTo(Api api) {
    api.on("listSwitches", this::list)
        .on("getSwitch", this::get)
        .change("putSwitch", this::put)
        .change("deleteSwitch", this::delete)
        .change("putSwitchPerson", this::decide)
        .change("deleteSwitchPerson", this::undecide)
        .on("listSwitchChanges", this::changes);
  }

  /// A switch as it is told.
  private record View(
      SwitchKey key,
      String description,
      SwitchState state,
      List<RolloutGroup> groups,
      double percentage,
      int version,
      Setting standard,
      boolean builtIn,
      int people,
      Optional<UserId> updatedBy,
      Optional<Instant> updatedAt) {

    static View of(FeatureSwitch from) {
      var setting = from.setting();
      return new View(
          from.key(),
          from.description(),
          setting.state(),
          setting.groups(),
          setting.percentage(),
          from.version(),
          from.standard(),
          from.builtIn(),
          from.people(),
          from.updatedBy(),
          from.updatedAt());
    }
  }

  private static SwitchKey key(Request request) {
    Switches.requireAdmin(request.actor());
    return new SwitchKey(request.text("key"));
  }

  private Response list(Request request) {
    var all = switches.list(request.actor()).stream().map(View::of).toList();
    return Response.ok(Map.of("switches", all));
  }

  private Response get(Request request) {
    return whole(request, key(request));
  }

  private Response whole(Request request, SwitchKey key) {
    var whole = switches.find(request.actor(), key);
    return Response.ok(Map.of("switch", View.of(whole.of()), "people", whole.people()));
  }

  private record Put(
      int version,
      @Nullable String description,
      SwitchState state,
      @Nullable List<RolloutGroup> groups,
      @Nullable Double percentage) {

    FeatureSwitch.Draft draft() {
      var chosen = groups == null ? List.<RolloutGroup>of() : groups;
      var share = percentage == null ? 0 : percentage;
      var text = description == null ? "" : description;
      return new FeatureSwitch.Draft(text, new Setting(state, chosen, share));
    }
  }

  private Response put(Request request) {
    var key = key(request);
    var given = request.body(Put.class);
    switches.put(request.actor(), key, given.version(), given.draft());
    return whole(request, key);
  }

  private Response delete(Request request) {
    switches.delete(request.actor(), key(request));
    return Response.noContent();
  }

  private record Decide(boolean value) {}

  private Response decide(Request request) {
    var key = key(request);
    var user = new UserId(request.id("userId"));
    var person = new FeatureSwitch.OfPerson(user, request.body(Decide.class).value());
    switches.decide(request.actor(), key, person);
    return Response.ok(Map.of("person", person));
  }

  private Response undecide(Request request) {
    switches.undecide(request.actor(), key(request), new UserId(request.id("userId")));
    return Response.noContent();
  }

  private record Page(List<Switches.Change> changes, boolean hasMore, Optional<UUID> nextBefore) {}

  private Response changes(Request request) {
    var key = key(request);
    return page(request, (before, limit) -> switches.changes(request.actor(), key, before, limit));
  }

  /// A page of changes, of which `changes` gives as many as are asked for.
  static Response page(
      Request request, BiFunction<Optional<UUID>, Integer, List<Switches.Change>> changes) {
    int limit = request.limit(Switches.CHANGES_MAX, Switches.CHANGES_MAX);
    var before = request.query("before").map(SwitchRoutes::id);
    var found = changes.apply(before, limit + 1);
    boolean more = found.size() > limit;
    var page = more ? found.subList(0, limit) : found;
    var next = more ? Optional.of(page.getLast().id()) : Optional.<UUID>empty();
    return Response.ok(new Page(page, more, next));
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw new Problem.Invalid("before", "Not an id").refused();
    }
  }
}

package dev.parley.features.events;

import dev.parley.gateway.TopicAccess;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.Recovery;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads a topic's events for those who may hear it in full. Without a position it answers where
/// the topic stands; with one, what came after it, or that this is not known any more.
public record EventRoutes(TopicAccess access, EventLog log) implements Routes {

  @Override
  public void addTo(Api api) {
    api.on("listEvents", this::list);
  }

  private Response list(Request request) {
    var topic =
        request
            .query("topic")
            .flatMap(Topic::parse)
            .orElseThrow(() -> new Problem.Invalid("topic", "Not a topic").refused());
    var after = position(request);
    int limit = request.limit(EventLog.READ_EVENTS_MAX, EventLog.READ_EVENTS_MAX);
    if (access.grant(request.actor(), topic) != TopicAccess.Grant.FULL) {
      throw new Problem.NotFound("topic").refused();
    }
    var key = new TopicKey(request.actor().tenant(), topic);
    return after.map(from -> after(key, from, limit)).orElseGet(() -> unknown(key, log.head(key)));
  }

  private static Optional<Position> position(Request request) {
    var epoch = request.query("epoch");
    var offset = request.queryNumber("offset", 0, Long.MAX_VALUE);
    if (epoch.isPresent() != offset.isPresent()) {
      throw new Problem.Invalid(epoch.isPresent() ? "offset" : "epoch", "Is missing").refused();
    }
    return epoch.flatMap(name -> offset.map(at -> new Position(name, at)));
  }

  private Response after(TopicKey key, Position from, int limit) {
    return switch (log.read(key, from, limit)) {
      case Recovery.Lost(var head) -> unknown(key, head);
      case Recovery.Recovered(var events, var at, var more) ->
          answer(key, at, "true", events, more);
    };
  }

  private static Response unknown(TopicKey key, Position head) {
    return answer(key, head, "false", List.of(), false);
  }

  /// The events are JSON already, and go out as every subscriber receives them.
  private static Response answer(
      TopicKey key, Position at, String recovered, List<Event> events, boolean more) {
    var frames =
        events.stream().map(event -> event.frame().toString()).collect(Collectors.joining(","));
    var body =
        "{\"topic\":\"%s\",\"epoch\":%s,\"offset\":%d,\"recovered\":%s,\"events\":[%s],\"hasMore\":%s}"
            .formatted(key.topic(), Json.write(at.epoch()), at.offset(), recovered, frames, more);
    return new Response(200, body, Map.of());
  }
}

package dev.parley.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Writes the frames that come from the server itself, as UTF-8: everything but events, which are
/// written where they are kept. Optional fields that are absent are left out.
public final class ServerFrames {
  private ServerFrames() {}

  /// Who is connected, and until when.
  public record Ready(
      UUID session, UUID connection, UUID user, Instant expiresAt, Instant serverTime) {}

  /// Where a subscription stands when it is answered. An ephemeral one has no epoch.
  ///
  /// @param hasMore the events were too many for one reply: nothing flows until the client has
  ///   subscribed again, from `offset`
  public record Subscribed(
      Topic topic, Optional<String> epoch, long offset, boolean recovered, boolean hasMore) {

    public static Subscribed ephemeral(Topic topic) {
      return new Subscribed(topic, Optional.empty(), 0, false, false);
    }
  }

  public static byte[] ready(Ready ready) {
    var limits =
        new JsonWriter(96)
            .number("frameBytes", Limits.FRAME_BYTES_MAX)
            .number("framesPerSecond", Limits.FRAMES_PER_SECOND)
            .number("subscriptions", Limits.TOPICS_MAX)
            .end();
    var payload =
        new JsonWriter(400)
            .text("sessionId", ready.session.toString())
            .text("connectionId", ready.connection.toString())
            .text("userId", ready.user.toString())
            .number("heartbeatMs", Limits.HEARTBEAT.toMillis())
            .time("expiresAt", ready.expiresAt)
            .time("serverTime", ready.serverTime)
            .json("limits", limits)
            .end();
    return control("ready", payload);
  }

  /// Answers a command.
  ///
  /// @param payload a JSON object, as text
  public static byte[] reply(Optional<String> id, String payload) {
    return new JsonWriter(payload.length() + 64)
        .text("id", id)
        .text("type", "reply")
        .json("payload", payload)
        .bytes();
  }

  /// Answers `subscribe`.
  ///
  /// @param events whole event frames, in order
  public static byte[] subscribed(Optional<String> id, Subscribed at, List<byte[]> events) {
    var payload = new JsonWriter(200).text("topic", at.topic.toString());
    if (at.epoch.isPresent()) payload.text("epoch", at.epoch).number("offset", at.offset);
    else payload.json("epoch", "null").json("offset", "null");
    payload.flag("recovered", at.recovered).flag("hasMore", at.hasMore).json("events", "[");
    var start = new JsonWriter(300).text("id", id).text("type", "reply");
    var out = new ByteArrayOutputStream(400 + events.stream().mapToInt(e -> e.length + 1).sum());
    out.writeBytes(start.json("payload", payload.open()).open().getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) out.write(',');
      out.writeBytes(events.get(i));
    }
    out.writeBytes("]}}".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /// Refuses a command.
  public static byte[] error(Optional<String> id, Problem problem, Optional<String> traceId) {
    var payload =
        new JsonWriter(200)
            .text("code", problem.code())
            .text("title", problem.title())
            .text("detail", problem.detail())
            .text("retry", problem.retry().name().toLowerCase(Locale.ROOT))
            .textUnlessEmpty("field", problem.field());
    switch (problem) {
      case Problem.RateLimited(var after) -> payload.number("retryAfterMs", after.toMillis());
      case Problem.Stale stale -> addStale(payload, stale);
      default -> {}
    }
    return new JsonWriter(300)
        .text("id", id)
        .text("type", "error")
        .json("payload", payload.text("traceId", traceId).end())
        .bytes();
  }

  private static void addStale(JsonWriter payload, Problem.Stale stale) {
    payload.number("currentVersion", stale.currentVersion());
    if (stale.current().isEmpty()) return;
    payload.json("current", stale.current()).texts("differing", stale.differing());
  }

  /// The access token expires soon: send `token.refresh`.
  public static byte[] tokenExpiring(Instant expiresAt) {
    return control("token.expiring", new JsonWriter(64).time("expiresAt", expiresAt).end());
  }

  /// The server goes away: reconnect after this moment, each client at its own.
  public static byte[] sessionDrain(Duration reconnectAfter) {
    var payload =
        new JsonWriter(96)
            .number("reconnectAfterMs", reconnectAfter.toMillis())
            .number("resumeWithinMs", Limits.RECOVERY_AGE_MAX.toMillis())
            .end();
    return control("session.drain", payload);
  }

  /// A subscription has ended without the client's doing.
  public static byte[] subscriptionEnded(Topic topic, Problem why) {
    return new JsonWriter(160)
        .text("type", "subscription.ended")
        .text("topic", topic.toString())
        .json("payload", new JsonWriter(40).text("code", why.code()).end())
        .bytes();
  }

  private static byte[] control(String type, String payload) {
    return new JsonWriter(payload.length() + 48)
        .text("type", type)
        .json("payload", payload)
        .bytes();
  }
}

package dev.parley.client;

import dev.parley.protocol.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is said for the moment and kept nowhere: typing, and whether the person is at the device.
/// Used on the loop alone.
final class Signals {
  /// While typing goes on, it is said at most so often.
  static final Duration TYPING_EVERY = Duration.ofSeconds(3);

  private final Loop loop;
  private final Map<UUID, Long> typingSaidAt = new HashMap<>();
  private String presence = "";
  private @Nullable Wire wire;

  Signals(Loop loop) {
    this.loop = loop;
  }

  void typing(UUID conversation, boolean typing) {
    if (wire == null) return;
    long now = loop.nanos();
    var said = typingSaidAt.get(conversation);
    if (!typing) {
      if (typingSaidAt.remove(conversation) != null) say("typing.stop", conversation);
    } else if (said == null || now - said >= TYPING_EVERY.toNanos()) {
      typingSaidAt.put(conversation, now);
      say("typing.start", conversation);
    }
  }

  void signal(Topic topic, String name, Object data) {
    if (wire == null) return;
    var payload = Map.of("topic", topic.toString(), "name", name, "data", data);
    wire.request(Wire.Lane.URGENT, "signal.send", payload);
  }

  void presence(String status) {
    presence = status;
    sayPresence();
  }

  void opened(Wire opened) {
    wire = opened;
    if (!presence.isEmpty()) sayPresence();
  }

  void lost() {
    wire = null;
    typingSaidAt.clear();
  }

  private void say(String type, UUID conversation) {
    if (wire != null) wire.request(Wire.Lane.URGENT, type, Map.of("conversationId", conversation));
  }

  private void sayPresence() {
    if (wire != null) {
      wire.request(Wire.Lane.URGENT, "presence.update", Map.of("status", presence));
    }
  }
}

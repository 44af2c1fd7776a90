package dev.parley.platform.events;

import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Writes the envelope of events. Everything but the payload is of a known alphabet (types, ids,
/// times), and the payload is JSON already, so nothing here needs escaping.
public final class EventFrame {
  private EventFrame() {}

  static Frame encode(Event event) {
    var text = start(event.type(), event.key().topic(), event.payload().length());
    text.append(",\"offset\":").append(event.position().offset());
    text.append(",\"payload\":").append(event.payload());
    event.by().ifPresent(user -> text.append(",\"userId\":\"").append(user).append('"'));
    return end(text, event.at());
  }

  /// A frame without an offset: it is not kept, and may be dropped on the way.
  public static Frame ephemeral(String type, Topic topic, String payload, Instant at) {
    var text = start(type, topic, payload.length());
    text.append(",\"payload\":").append(payload);
    return end(text, at);
  }

  private static StringBuilder start(String type, Topic topic, int payloadLength) {
    var text = new StringBuilder(payloadLength + 220);
    return text.append("{\"type\":\"")
        .append(type)
        .append("\",\"topic\":\"")
        .append(topic)
        .append('"');
  }

  private static Frame end(StringBuilder text, Instant at) {
    text.append(",\"timestamp\":\"").append(Json.time(at)).append("\"}");
    return new Frame(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}

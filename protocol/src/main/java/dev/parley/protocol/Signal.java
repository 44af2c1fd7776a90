package dev.parley.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// Something said for the moment to all who hear a topic, such as where a cursor is: kept nowhere,
/// the first to be dropped. The server knows its outline alone; what it means is the clients' own.
public final class Signal {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final Topic topic;
  private final String name;
  private final byte[] frame;
  private final int dataStart;
  private final int dataLength;

  private Signal(Topic topic, String name, byte[] frame, int dataStart, int dataLength) {
    this.topic = topic;
    this.name = name;
    this.frame = frame;
    this.dataStart = dataStart;
    this.dataLength = dataLength;
  }

  public Topic topic() {
    return topic;
  }

  /// Reads the payload of `signal.send`: `topic`, `name` (1 to [Limits#SIGNAL_NAME_LENGTH_MAX]
  /// letters, digits, dots, hyphens and underscores) and `data` (any JSON, at most
  /// [Limits#SIGNAL_BYTES_MAX] bytes; absent is `null`). Refuses with `invalid`. The frame must not
  /// change afterwards.
  ///
  /// @param frame the bytes that were scanned
  public static Signal of(Scanned.Envelope envelope, byte[] frame) {
    if (envelope.payloadEnd() == 0) throw refused("topic", "Missing");
    return new Reading(frame, envelope.payloadStart()).signal();
  }

  /// The event that all hear, as UTF-8.
  public byte[] event(UUID by, Instant at) {
    var start =
        "{\"type\":\"signal\",\"topic\":\""
            + topic
            + "\",\"payload\":{\"name\":\""
            + name
            + "\",\"data\":";
    var end =
        new JsonWriter(100).text("userId", by.toString()).time("timestamp", at).end().substring(1);
    var out = new ByteArrayOutputStream(start.length() + dataLength + end.length() + 2);
    out.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
    if (dataLength == 0) out.writeBytes(NULL);
    else out.write(frame, dataStart, dataLength);
    out.writeBytes(("}," + end).getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private static Refused refused(String field, String detail) {
    return new Problem.Invalid(field, detail).refused();
  }

  /// One pass over a payload that is known to be a JSON object.
  private static final class Reading {
    private final byte[] frame;
    private final JsonCursor json;
    private String topic = "";
    private String name = "";
    private int dataStart;
    private int dataLength;

    Reading(byte[] frame, int start) {
      this.frame = frame;
      json = new JsonCursor(frame, start);
    }

    Signal signal() {
      json.expect('{');
      if (!json.skip('}')) {
        do field(json.key());
        while (json.skip(','));
      }
      var parsed = Topic.parse(topic).orElseThrow(() -> refused("topic", "Not a topic"));
      if (!isName(name)) {
        throw refused("name", "1 to " + Limits.SIGNAL_NAME_LENGTH_MAX + " of a-z A-Z 0-9 . _ -");
      }
      if (dataLength > Limits.SIGNAL_BYTES_MAX) {
        throw refused("data", "At most " + Limits.SIGNAL_BYTES_MAX + " bytes");
      }
      return new Signal(parsed, name, frame, dataStart, dataLength);
    }

    private void field(String key) {
      switch (key) {
        case "topic" -> topic = text(key);
        case "name" -> name = text(key);
        case "data" -> {
          json.peek();
          dataStart = json.at();
          json.value(3);
          dataLength = json.at() - dataStart;
        }
        default ->
            throw refused(
                key.length() <= Limits.SIGNAL_NAME_LENGTH_MAX ? key : "", "Unknown field");
      }
    }

    private String text(String key) {
      if (json.peek() != '"') throw refused(key, "A string");
      return json.text();
    }

    private static boolean isName(String name) {
      return !name.isEmpty()
          && name.length() <= Limits.SIGNAL_NAME_LENGTH_MAX
          && name.chars().allMatch(Reading::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '.'
          || c == '_'
          || c == '-';
    }
  }
}

package dev.parley.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the type, the id and the payload in the bytes of a client's frame, and checks on the way
/// that all of it is strict JSON within [Limits]; nothing is built but a few short strings. The
/// frame's length is the transport's to bound.
public final class EnvelopeScanner {
  private final JsonCursor json;
  private @Nullable String id;
  private @Nullable String type;
  private boolean hasId;
  private boolean hasType;
  private boolean hasPayload;
  private int payloadStart;
  private int payloadEnd;
  private @Nullable String unfitField;
  private String unfitDetail = "";

  private EnvelopeScanner(byte[] frame) {
    json = new JsonCursor(frame);
  }

  /// Never throws, whatever the bytes are.
  public static Scanned scan(byte[] frame) {
    try {
      return new EnvelopeScanner(frame).envelope();
    } catch (JsonCursor.Fault e) {
      return new Scanned.Malformed(e.reason());
    }
  }

  private Scanned envelope() {
    if (!json.skip('{')) throw new JsonCursor.Fault("Not a JSON object");
    if (!json.skip('}')) {
      do field(json.key());
      while (json.skip(','));
      json.expect('}');
    }
    json.expectEnd();
    if (type == null) throw new JsonCursor.Fault("It has no type that is a string");
    if (unfitField != null) {
      return new Scanned.Unfit(Optional.ofNullable(id), unfitField, unfitDetail);
    }
    return new Scanned.Envelope(Optional.ofNullable(id), type, payloadStart, payloadEnd);
  }

  private void field(String name) {
    switch (name) {
      case "type" -> {
        hasType = once(hasType, name);
        type = type();
      }
      case "id" -> {
        hasId = once(hasId, name);
        id = id();
      }
      case "payload" -> {
        hasPayload = once(hasPayload, name);
        payload();
      }
      default -> {
        json.value(2);
        boolean echoed = name.length() <= Limits.COMMAND_ID_LENGTH_MAX;
        unfit(echoed ? name : "", "Unknown field");
      }
    }
  }

  private static boolean once(boolean seen, String name) {
    if (seen) throw new JsonCursor.Fault("Two fields are called " + name);
    return true;
  }

  private @Nullable String type() {
    if (json.peek() == '"') return json.text();
    json.value(2);
    return null;
  }

  private @Nullable String id() {
    if (json.peek() == '"') {
      var text = json.text();
      if (!text.isEmpty() && text.length() <= Limits.COMMAND_ID_LENGTH_MAX) return text;
    } else {
      json.value(2);
    }
    unfit("id", "A string of 1 to " + Limits.COMMAND_ID_LENGTH_MAX + " characters");
    return null;
  }

  private void payload() {
    boolean object = json.peek() == '{';
    payloadStart = json.at();
    json.value(2);
    payloadEnd = json.at();
    if (!object) unfit("payload", "A JSON object");
  }

  private void unfit(String field, String detail) {
    if (unfitField != null) return;
    unfitField = field;
    unfitDetail = detail;
  }
}

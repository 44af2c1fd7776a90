package dev.parley.crdt.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the real y-protocols wrote.
final class Protocols {
  private static final String RESOURCE = "/dev/parley/crdt/protocols.json";
  private static final JsonNode ALL = read();

  private Protocols() {}

  private static JsonNode read() {
    try (var file = Objects.requireNonNull(Protocols.class.getResourceAsStream(RESOURCE))) {
      return JsonMapper.shared().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(JsonNode json, String key) {
    return Base64.getDecoder().decode(json.required(key).stringValue());
  }

  static Sync sync() {
    return new Sync(ALL.required("sync"));
  }

  static List<JsonNode> awareness() {
    return ALL.required("awareness").valueStream().toList();
  }

  /// Messages about a document of client 7 that has five elements.
  record Sync(JsonNode json) {
    byte[] empty() {
      return bytes(json, "empty");
    }

    byte[] vector() {
      return bytes(json, "vector");
    }

    byte[] state() {
      return bytes(json, "state");
    }

    byte[] step1() {
      return bytes(json, "step1");
    }

    byte[] step2() {
      return bytes(json, "step2");
    }

    byte[] update() {
      return bytes(json, "update");
    }
  }
}

package dev.parley.e2e.faults.load;

import dev.parley.e2e.history.Recorder;
import tools.jackson.databind.JsonNode;

/// What a message is called in a history.
public final class Values {
  private Values() {}

  static String of(JsonNode message) {
    return message.path("type").asString("").equals("system")
        ? Recorder.SYSTEM + message.path("id").asString()
        : message.path("clientId").asString("none");
  }
}

package dev.parley.gateway.simulation;

import dev.parley.platform.kernel.Json;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The answer to a command. Events in it are not parsed, but compared byte for byte.
///
/// @param head the answer without its events
/// @param eventsStart where the first event begins in the text; the text's end without any
record Answer(JsonNode head, Told told, int eventsStart) {
  private static final String EVENTS = "\"events\":[";

  static Answer of(Told told) {
    var words = told.toString();
    int events = words.indexOf(EVENTS);
    if (events < 0) return new Answer(Json.tree(words), told, words.length());
    int start = events + EVENTS.length();
    var head = Json.tree(words.substring(0, start) + "]}}");
    return new Answer(head, told, start);
  }

  String id() {
    return head.path("id").asString();
  }

  /// The code of a refusal.
  @Nullable String error() {
    return head.path("type").asString().equals("error")
        ? head.path("payload").path("code").asString()
        : null;
  }

  /// Whether there is more, to be asked for.
  boolean isCut() {
    return head.path("payload").path("hasMore").asBoolean();
  }

  boolean endsAt(int at) {
    var text = told.text();
    return at >= text.length || text[at] == ']';
  }

  /// Where the next event begins, after this one; -1 when it is not this one that stands there.
  int pass(int at, byte[] event) {
    var text = told.text();
    int end = at + event.length;
    if (end >= text.length || !Arrays.equals(text, at, end, event, 0, event.length)) return -1;
    return text[end] == ',' ? end + 1 : end;
  }

  @Override
  public String toString() {
    return told.toString();
  }
}

package dev.parley.client.calls;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Asks the server, in the name of the person who is signed in. Calls block, and throw what the
/// client throws when they are refused. What was lost on the way is asked again under one
/// idempotency key.
public interface Calls {

  /// @param path behind `/api/v1`
  JsonNode get(String path, Map<String, ?> query);

  /// @param body null for none
  JsonNode ask(String method, String path, @Nullable Object body);

  /// A change that names the version that it read: where another came first, that is an answer.
  Reply change(String method, String path, @Nullable Object body);

  /// Reads a part of an answer.
  <T> T read(JsonNode part, Class<T> type);

  /// What came of a change.
  ///
  /// @param stale whether another change came first
  /// @param body the answer, or the problem
  record Reply(boolean stale, JsonNode body) {}

  /// Reads a list in an answer.
  default <T> List<T> list(JsonNode answer, String name, Class<T> type) {
    return answer.path(name).valueStream().map(each -> read(each, type)).toList();
  }
}

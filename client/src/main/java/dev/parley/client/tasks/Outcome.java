package dev.parley.client.tasks;

import java.util.List;

/// What came of a change of a task.
public sealed interface Outcome {

  /// It holds; this is the task now. What was so already is no change.
  record Changed(Task task) implements Outcome {}

  /// It is gone.
  record Deleted() implements Outcome {}

  /// Another change came first, and nothing has happened.
  ///
  /// @param current the task as it is now; a further attempt names its version
  /// @param differing the fields in which it is not what was wanted
  record Stale(Task current, List<String> differing) implements Outcome {}
}

package dev.parley.e2e.history;

import java.util.List;
import java.util.stream.Collectors;

/// Something that a client saw and that must not be, with the operations that show it.
public record Anomaly(Kind kind, String text, List<Operation> operations) {

  /// The promise that is broken.
  public enum Kind {
    /// A send was acknowledged, and the message is not there.
    LOST,
    /// A client was given a message twice.
    DUPLICATE,
    /// Two messages have one seq, or one message has two.
    DIVERGENT,
    /// A seq or an offset was left out.
    GAP,
    /// A client was given an earlier message after a later one.
    BACKWARDS,
    /// A message is there whose every send was refused.
    REFUSED_VISIBLE,
    /// A resume promised that nothing was missed, and something was.
    WRONG_RECOVERED,
    /// A message is there that nobody had sent yet.
    PHANTOM,
    /// A send that began after another was acknowledged has the lower seq.
    REORDERED,
    /// A client that was there to the end was never given a message.
    UNSEEN,
    /// What was read and written cannot have happened one after the other.
    NOT_LINEARIZABLE
  }

  Anomaly(Kind kind, String text, Operation... operations) {
    this(kind, text, List.of(operations));
  }

  @Override
  public String toString() {
    return operations.stream()
        .map(operation -> "\n      " + operation)
        .collect(Collectors.joining("", kind + ": " + text, ""));
  }
}

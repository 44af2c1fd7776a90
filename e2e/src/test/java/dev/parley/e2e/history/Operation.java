package dev.parley.e2e.history;

import java.util.Locale;

/// One line of a history.
///
/// @param nanos since the history began; never decreases
/// @param process who did it: one client, which does one thing after another
/// @param seq of the message in its conversation; [#NONE] where there is none
/// @param value what was sent or seen: unique among all sends
/// @param offset of the event in its topic; [#NONE] where there is none
public record Operation(
    long nanos,
    String process,
    Phase phase,
    Verb verb,
    String conversation,
    long seq,
    String value,
    long offset) {
  public static final long NONE = 0;

  /// How an operation begins, and the three ways in which it ends.
  public enum Phase {
    INVOKE,
    /// It happened.
    OK,
    /// It did not happen, and never will.
    FAIL,
    /// Nobody told.
    INFO;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
      return label;
    }

    static Phase of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  /// What is done.
  public enum Verb {
    /// A message is sent; its value is the client id.
    SEND,
    /// A message is seen, by whatever way: an event, the answer of a resume, a page of history.
    POLL,
    /// Another durable event of the conversation is seen; its value is the event's phase.
    EVENT,
    /// A subscription goes on from where it was. `ok` has the value `recovered` or `lost`.
    RESUME;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
      return label;
    }

    static Verb of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  boolean is(Verb wanted, Phase phase) {
    return verb == wanted && this.phase == phase;
  }

  /// As people read it.
  @Override
  public String toString() {
    var text = new StringBuilder("%9.3f s  ".formatted(nanos / 1e9)).append(process);
    text.append(' ').append(phase.label()).append(' ').append(verb.label());
    text.append(' ').append(value.isEmpty() ? "-" : value);
    if (seq != NONE) text.append(" seq ").append(seq);
    if (offset != NONE) text.append(" offset ").append(offset);
    return text.append(" in ").append(conversation).toString();
  }
}

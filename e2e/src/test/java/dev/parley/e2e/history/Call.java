package dev.parley.e2e.history;

/// One operation on a register, from its invocation to its return.
///
/// @param returned [#NEVER] when nobody told: it may have happened at any time since, or never
/// @param answer what it answered, if it returned
public record Call(
    String process, long invoked, long returned, Verb verb, String value, String answer) {
  public static final long NEVER = Long.MAX_VALUE;

  public enum Verb {
    WRITE,
    READ
  }

  public static Call write(String process, long invoked, long returned, String value) {
    return new Call(process, invoked, returned, Verb.WRITE, value, value);
  }

  public static Call read(String process, long invoked, long returned, String answer) {
    return new Call(process, invoked, returned, Verb.READ, "", answer);
  }

  boolean open() {
    return returned == NEVER;
  }

  /// As people read it.
  @Override
  public String toString() {
    var end = open() ? "never" : "%.3f s".formatted(returned / 1e9);
    var what = verb == Verb.WRITE ? "write " + value : "read";
    return "%9.3f s to %s  %s %s -> %s"
        .formatted(invoked / 1e9, end, process, what, open() ? "?" : answer);
  }
}

package dev.parley.bench.load;

import dev.parley.bench.frames.Template;

/// What one connection says and waits for, from the upgrade until it may be used.
public interface Opening {
  /// After the upgrade.
  Step begin();

  /// A message came; each character is a byte of it.
  Step hear(String message);

  /// What comes next.
  sealed interface Step {
    record Say(Template frame) implements Step {}

    record Wait() implements Step {}

    record Open() implements Step {}

    record Fail(String reason) implements Step {}

    Step WAIT = new Wait();
    Step OPEN = new Open();
  }
}

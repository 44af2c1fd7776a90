package dev.parley.e2e.history;

import dev.parley.e2e.history.Call.Verb;
import java.util.Optional;

/// What a thing does when one call after another comes to it.
public interface Model {
  /// How it is before the first call.
  String initial();

  /// How it is after the call; empty when it could not have answered so.
  Optional<String> after(String state, Call call);

  /// A register: it is what was last written.
  static Model register(String initial) {
    return new Model() {
      @Override
      public String initial() {
        return initial;
      }

      @Override
      public Optional<String> after(String state, Call call) {
        if (call.verb() == Verb.WRITE) return Optional.of(call.value());
        return Optional.of(state).filter(call.answer()::equals);
      }
    };
  }

  /// A watermark: it is the greatest number that was written, and a write answers it.
  static Model watermark(long initial) {
    return new Model() {
      @Override
      public String initial() {
        return Long.toString(initial);
      }

      @Override
      public Optional<String> after(String state, Call call) {
        long stands = Long.parseLong(state);
        if (call.verb() == Verb.WRITE) stands = Math.max(stands, Long.parseLong(call.value()));
        var after = Long.toString(stands);
        return Optional.of(after).filter(_ -> call.open() || call.answer().equals(after));
      }
    };
  }

  /// A register with a version, as `2:text`: a write names the version that it read, and happens
  /// only if that is the current one; it answers the next.
  static Model versioned(String initial) {
    return new Model() {
      @Override
      public String initial() {
        return initial;
      }

      @Override
      public Optional<String> after(String state, Call call) {
        if (call.verb() == Verb.READ) return Optional.of(state).filter(call.answer()::equals);
        if (version(call.value()) != version(state)) return Optional.empty();
        var after = version(state) + 1 + call.value().substring(call.value().indexOf(':'));
        return Optional.of(after).filter(_ -> call.open() || call.answer().equals(after));
      }

      private static int version(String text) {
        return Integer.parseInt(text, 0, text.indexOf(':'), 10);
      }
    };
  }
}

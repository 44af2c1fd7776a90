package dev.parley.crdt;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What an [UndoHistory] takes back.
///
/// @param captureTimeout edits of so short a time are taken back together
/// @param clock tells that time
/// @param origins of the transactions that are followed: values that are equal to the origin, or
///   its class; null stands for local edits without an origin
/// @param captures which of these transactions are followed
/// @param deletes what of that which was inserted an undo may delete
/// @param replacesOthers whether an old entry of a map comes back although somebody else has set
///   the key since
public record UndoOptions(
    Duration captureTimeout,
    InstantSource clock,
    Set<@Nullable Object> origins,
    Predicate<Change> captures,
    Predicate<Inserted> deletes,
    boolean replacesOthers) {
  public static final UndoOptions DEFAULT =
      new UndoOptions(
          Duration.ofMillis(500),
          InstantSource.system(),
          Collections.singleton(null),
          change -> true,
          inserted -> true,
          false);

  public UndoOptions {
    origins = Collections.unmodifiableSet(new HashSet<>(origins));
  }

  /// A transaction.
  ///
  /// @param types whose lists or entries it changed
  public record Change(@Nullable Object origin, boolean local, List<SharedType> types) {}

  /// Something that an undo is to delete.
  ///
  /// @param key if it is an entry
  /// @param length how many elements it has
  /// @param content a text, or values and shared types; nothing if it is a format
  public record Inserted(
      SharedType parent, Optional<String> key, int length, List<@Nullable Object> content) {}

  public UndoOptions capturing(Duration timeout) {
    return new UndoOptions(timeout, clock, origins, captures, deletes, replacesOthers);
  }

  public UndoOptions timedBy(InstantSource source) {
    return new UndoOptions(captureTimeout, source, origins, captures, deletes, replacesOthers);
  }

  /// Follows these origins and no others.
  public UndoOptions following(Set<? extends @Nullable Object> only) {
    return new UndoOptions(
        captureTimeout, clock, new HashSet<>(only), captures, deletes, replacesOthers);
  }

  public UndoOptions capturingOnly(Predicate<Change> filter) {
    return new UndoOptions(captureTimeout, clock, origins, filter, deletes, replacesOthers);
  }

  public UndoOptions deletingOnly(Predicate<Inserted> filter) {
    return new UndoOptions(captureTimeout, clock, origins, captures, filter, replacesOthers);
  }

  public UndoOptions replacingOthers() {
    return new UndoOptions(captureTimeout, clock, origins, captures, deletes, true);
  }
}

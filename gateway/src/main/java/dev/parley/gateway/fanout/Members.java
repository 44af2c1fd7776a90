package dev.parley.gateway.fanout;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Subscriptions in one array without gaps. Adding and removing cost the same however many there
/// are.
final class Members {
  private static final Subscription[] NONE = {};

  private @Nullable Subscription[] all = NONE;
  int size;

  Subscription at(int place) {
    return Objects.requireNonNull(all[place]);
  }

  void add(Subscription subscription) {
    if (size == all.length) all = Arrays.copyOf(all, Math.max(2, size * 2));
    subscription.place = size;
    all[size++] = subscription;
  }

  void remove(Subscription subscription) {
    int place = subscription.place;
    var last = at(--size);
    all[place] = last;
    last.place = place;
    all[size] = null;
  }

  /// Backwards, so that the visitor may remove the one that it is given.
  void each(Consumer<Subscription> visitor) {
    for (int i = size - 1; i >= 0; i--) visitor.accept(at(i));
  }
}

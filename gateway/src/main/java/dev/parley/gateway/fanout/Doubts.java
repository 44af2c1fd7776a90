package dev.parley.gateway.fanout;

import java.time.Duration;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks whether onlookers may still hear what they hear: one after another, so that the end of a
/// large group costs the database one connection, and until somebody can say. Each waits here once.
/// Safe for any thread.
final class Doubts {
  /// How long nothing is asked after a question that nobody could answer.
  static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);

  private final Shards shards;
  private final LinkedHashSet<Subscription> onlookers = new LinkedHashSet<>();
  private boolean asking;

  Doubts(Shards shards) {
    this.shards = shards;
  }

  void about(Subscription onlooker) {
    synchronized (this) {
      onlookers.add(onlooker);
      if (asking) return;
      asking = true;
    }
    start();
  }

  private void start() {
    shards.clockwork().start("doubts", this::askAboutAll);
  }

  private void askAboutAll() {
    for (var onlooker = next(); onlooker != null; onlooker = next()) {
      if (ask(onlooker)) continue;
      shards.after(PAUSE, this::start);
      return;
    }
  }

  private synchronized @Nullable Subscription next() {
    var onlooker = onlookers.isEmpty() ? null : onlookers.removeFirst();
    asking = onlooker != null;
    return onlooker;
  }

  /// False when nobody can say; then it is asked again, unless the onlooker has gone by itself.
  private boolean ask(Subscription onlooker) {
    try {
      boolean may = onlooker.subscriber().mayHear(onlooker.key().topic());
      if (!may) onlooker.shard().execute(onlooker::turnAway);
      return true;
    } catch (RuntimeException e) {
      LOG.warn("Whether an onlooker may still hear a topic is not known: {}", e.toString());
      onlooker
          .shard()
          .execute(() -> {
            if (!onlooker.isOver()) about(onlooker);
          });
      return false;
    }
  }
}

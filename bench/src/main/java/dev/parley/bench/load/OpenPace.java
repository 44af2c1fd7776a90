package dev.parley.bench.load;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sends at a fixed rate whatever comes back, to one room after another. Latency is counted from
/// the moment at which a message should have been sent, so that a stall is not passed over.
public final class OpenPace implements Pace {
  /// Deliveries that are outstanding when no more is sent: the server does not keep up.
  static final long OWED_MAX = 4_000_000;

  /// Most sends in one go, so that what comes is read between.
  private static final int BURST_MAX = 128;

  private static final long SECOND = 1_000_000_000;

  private final double perSecond;
  private @Nullable Floor floor;
  private long origin;
  private long count;
  private boolean stopped;

  public OpenPace(double perSecond) {
    this.perSecond = perSecond;
  }

  @Override
  public void start(Floor floor) {
    this.floor = floor;
    origin = System.nanoTime();
    turn();
  }

  @Override
  public void stop() {
    stopped = true;
  }

  private long due() {
    return origin + (long) (count * (SECOND / perSecond));
  }

  private void turn() {
    var on = Objects.requireNonNull(floor);
    for (int burst = 0; burst < BURST_MAX && !stopped; burst++) {
      long due = due();
      long behind = System.nanoTime() - due;
      if (behind < 0) break;
      on.tally().sentLate(behind);
      if (on.tally().owed() > OWED_MAX) on.tally().skipped();
      else on.rooms().get((int) (count % on.rooms().size())).publish(on.tally(), due);
      count++;
    }
    if (!stopped) on.loop().after(due() - System.nanoTime(), this::turn);
  }
}

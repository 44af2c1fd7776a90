package dev.parley.bench.load;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keeps a number of commands outstanding over all rooms: the next is sent when one is answered.
public final class AnsweredPace implements Pace {
  private final int outstanding;
  private @Nullable Floor floor;
  private int turn;
  private int free;
  private boolean stopped;

  public AnsweredPace(int outstanding) {
    this.outstanding = outstanding;
  }

  @Override
  public void start(Floor floor) {
    this.floor = floor;
    free = outstanding;
    sendAll();
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public void answered() {
    if (free++ == 0) floor().loop().later(this::sendAll);
  }

  private Floor floor() {
    return Objects.requireNonNull(floor, "not started");
  }

  private void sendAll() {
    var rooms = floor().rooms();
    for (; free > 0 && !stopped; free--) {
      rooms.get(turn).publish(floor().tally(), System.nanoTime());
      turn = (turn + 1) % rooms.size();
    }
  }
}

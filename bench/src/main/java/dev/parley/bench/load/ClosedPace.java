package dev.parley.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps a number of messages of each room outstanding: the next is sent when one has reached all
/// of its readers. What one turn of the loop made room for is sent at its end.
public final class ClosedPace implements Pace {
  private final int outstanding;
  private final Deque<Room> due = new ArrayDeque<>();
  private final Set<Room> queued = new HashSet<>();
  private @Nullable Floor floor;
  private boolean stopped;

  public ClosedPace(int outstanding) {
    this.outstanding = outstanding;
  }

  @Override
  public void start(Floor floor) {
    this.floor = floor;
    floor.rooms().forEach(this::fill);
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public void delivered(Connection to, ByteBuf bytes, int mark) {
    var room = to.room();
    if (stopped || !hasPlace(room) || !queued.add(room)) return;
    due.add(room);
    if (due.size() == 1) floor().loop().later(this::fillAll);
  }

  private Floor floor() {
    return Objects.requireNonNull(floor, "not started");
  }

  private boolean hasPlace(Room room) {
    return room.owed() <= (outstanding - 1L) * room.readers();
  }

  private void fillAll() {
    for (var room = due.poll(); room != null; room = due.poll()) {
      queued.remove(room);
      fill(room);
    }
  }

  private void fill(Room room) {
    while (!stopped && hasPlace(room)) room.publish(floor().tally(), System.nanoTime());
  }
}

package dev.parley.gateway.sending;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.Socket;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call of the kernel for all that waits. What that costs besides the sends themselves is paid
/// once for all of a topic's readers.
final class RingSends implements Sends, AutoCloseable {
  private static final int EAGAIN = 11;
  private static final int EINTR = 4;
  private static final int EIO = 5;
  private static final Logger LOG = LoggerFactory.getLogger(RingSends.class);

  private final Ring ring;
  private final int[] results;

  /// Those whose sends wait.
  private @Nullable Departing[] senders;

  private int waiting;

  /// Those whose sends are done, and how many of them have been told.
  private @Nullable Departing[] done;

  private int doneCount;
  private int told;

  RingSends(Ring ring) {
    this.ring = ring;
    senders = new Departing[ring.entries()];
    done = new Departing[ring.entries()];
    results = new int[ring.entries()];
  }

  @Override
  public void send(Departing from, Socket socket, ByteBuf bytes) {
    if (waiting == senders.length) depart();
    long address = bytes.memoryAddress() + bytes.readerIndex();
    ring.prepare(waiting, socket.intValue(), address, bytes.readableBytes());
    senders[waiting++] = from;
  }

  /// Whoever is told may send again, or call this again: then the rest is told first.
  @Override
  public void depart() {
    tellRest();
    if (waiting == 0) return;
    var free = done;
    done = senders;
    senders = free;
    doneCount = waiting;
    waiting = 0;
    told = 0;
    submit(doneCount);
    tellRest();
  }

  private void tellRest() {
    while (told < doneCount) {
      int next = told++;
      var sender = Objects.requireNonNull(done[next]);
      done[next] = null;
      tell(sender, results[next]);
    }
  }

  private void submit(int count) {
    try {
      ring.submit(count, results);
    } catch (RuntimeException e) {
      // What has gone out nobody knows.
      LOG.error("A ring failed", e);
      Arrays.fill(results, 0, count, -EIO);
    }
  }

  /// One that fails takes nothing from those behind it.
  private static void tell(Departing sender, int result) {
    try {
      if (result >= 0) sender.departed(result);
      else if (result == -EAGAIN || result == -EINTR) sender.departed(0);
      else sender.broken();
    } catch (RuntimeException e) {
      LOG.error("A connection failed to take note of what it sent", e);
      sender.broken();
    }
  }

  @Override
  public void close() {
    ring.close();
  }
}

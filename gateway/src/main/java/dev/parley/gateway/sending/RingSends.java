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
  private final @Nullable Departing[] senders;
  private final int[] results;
  private int waiting;

  RingSends(Ring ring) {
    this.ring = ring;
    senders = new Departing[ring.entries()];
    results = new int[ring.entries()];
  }

  @Override
  public void send(Departing from, Socket socket, ByteBuf bytes) {
    if (waiting == senders.length) depart();
    long address = bytes.memoryAddress() + bytes.readerIndex();
    ring.prepare(waiting, socket.intValue(), address, bytes.readableBytes());
    senders[waiting++] = from;
  }

  @Override
  public void depart() {
    int count = waiting;
    if (count == 0) return;
    submit(count);
    // Whoever is told may send again.
    waiting = 0;
    for (int i = 0; i < count; i++) {
      var sender = Objects.requireNonNull(senders[i]);
      senders[i] = null;
      tell(sender, results[i]);
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

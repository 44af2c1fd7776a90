package dev.parley.e2e.proxy;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One way of one connection. What is read waits in a small queue until it is due, the news that
/// the connection ended or broke included, so that nothing overtakes anything.
final class Lane {
  private static final int PIECE_BYTES = 8 * 1024;
  private static final int PIECES_MAX = 32;
  private static final long SLICE_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final Socket from;
  private final Socket to;
  private final Sky sky;
  private final BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(PIECES_MAX);
  private long lastDue = System.nanoTime();
  private boolean gone;

  Lane(Socket from, Socket to, Sky sky) {
    this.from = from;
    this.to = to;
    this.sky = sky;
  }

  private enum Fate {
    GOES_ON,
    ENDS,
    BREAKS
  }

  private static final class Piece {
    final byte[] bytes;
    final Fate fate;
    final long due;

    Piece(byte[] bytes, Fate fate, long due) {
      this.bytes = bytes;
      this.fate = fate;
      this.due = due;
    }
  }

  /// Takes in what comes, until it ends.
  void read() throws InterruptedException {
    try {
      var buffer = new byte[PIECE_BYTES];
      for (int read = in(buffer); read >= 0; read = in(buffer)) {
        send(Arrays.copyOf(buffer, read), Fate.GOES_ON);
      }
      send(new byte[0], Fate.ENDS);
    } catch (IOException _) {
      send(new byte[0], Fate.BREAKS);
    }
  }

  private int in(byte[] buffer) throws IOException {
    return from.getInputStream().read(buffer);
  }

  private void send(byte[] bytes, Fate fate) throws InterruptedException {
    lastDue = Math.max(lastDue, System.nanoTime() + sky.delayNanos());
    underWay.put(new Piece(bytes, fate, lastDue));
  }

  /// Hands on what is due, until it ends. A far end that is gone takes all the rest.
  void write() throws InterruptedException {
    while (true) {
      var piece = underWay.take();
      pauseUntil(piece.due);
      var weather = sky.passable();
      switch (piece.fate) {
        case GOES_ON -> {
          if (!gone) write(piece.bytes, weather);
        }
        case ENDS -> {
          endOutput();
          return;
        }
        case BREAKS -> {
          reset(to);
          return;
        }
      }
    }
  }

  private void endOutput() {
    try {
      to.shutdownOutput();
    } catch (IOException _) {
      // It has ended already.
    }
  }

  private void write(byte[] bytes, Weather weather) throws InterruptedException {
    int slice = weather.sliceBytes() == Weather.UNBOUNDED ? bytes.length : weather.sliceBytes();
    try {
      for (int at = 0; at < bytes.length; at += slice) {
        to.getOutputStream().write(bytes, at, Math.min(slice, bytes.length - at));
        if (slice < bytes.length) LockSupport.parkNanos(SLICE_PAUSE_NANOS);
      }
    } catch (IOException _) {
      gone = true;
    }
    if (weather.bytesPerSecond() == Weather.UNBOUNDED) return;
    long nanos = TimeUnit.SECONDS.toNanos(bytes.length) / weather.bytesPerSecond();
    pauseUntil(System.nanoTime() + nanos);
  }

  private static void pauseUntil(long due) throws InterruptedException {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) throw new InterruptedException();
    }
  }

  /// Ends a connection as a machine does that knows nothing of it.
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // It has ended already.
    }
  }
}

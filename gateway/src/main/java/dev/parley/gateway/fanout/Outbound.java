package dev.parley.gateway.fanout;

import dev.parley.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What goes to one connection, and what waits for it. While the reader keeps up nothing waits here
/// and nothing is allocated. When the transport has enough, frames wait, bounded in bytes together
/// with what the transport holds: ephemeral ones are dropped first, and a reader that is slower
/// than that is closed and may resume. Belongs to the connection's loop.
public final class Outbound {
  /// Most bytes on their way to one reader.
  public static final int BYTES_MAX = 1 << 20;

  /// Below this a large answer may begin: it still fits with what else may come.
  static final int ROOMY_BYTES_MAX = 256 * 1024;

  private static final int CHUNK_BYTES = 32 * 1024;

  private final Shard shard;
  private final Wire wire;
  private final FanoutMeters meters;

  /// The only thing to write in this turn so far, a batch or a frame: sent past the queue.
  private @Nullable Batch alone;

  private @Nullable WireFrame single;

  private boolean dirty;
  private boolean closed;
  private @Nullable Queue waiting;
  private @Nullable CompletableFuture<Void> roomy;
  private @Nullable CloseCode closeWhenEmpty;

  public Outbound(Shard shard, Wire wire, FanoutMeters meters) {
    this.shard = shard;
    this.wire = wire;
    this.meters = meters;
  }

  /// Sends a frame of this connection alone, after all that was sent before.
  public void frame(WireFrame frame) {
    if (closed || closeWhenEmpty != null) return;
    meters.sent(1);
    if (mustWait()) {
      enqueue(frame);
      return;
    }
    if (dirty) {
      settle();
      wire.write(bytes(frame));
    } else {
      single = frame;
      touch();
    }
  }

  private ByteBuf bytes(WireFrame frame) {
    var bytes = wire.allocate(frame.length(wire.deflates()));
    frame.writeTo(bytes, wire.deflates());
    return bytes;
  }

  void batch(Batch batch) {
    if (closed || closeWhenEmpty != null) return;
    if (mustWait()) {
      for (var frame : batch.frames()) enqueue(frame);
    } else if (dirty) {
      settle();
      wire.write(shared(batch).retainedDuplicate());
    } else {
      alone = batch;
      touch();
    }
  }

  private boolean mustWait() {
    return waiting != null || !wire.writable();
  }

  private ByteBuf shared(Batch batch) {
    return batch.bytes(wire.deflates(), shard);
  }

  private void settle() {
    var batch = alone;
    var frame = single;
    alone = null;
    single = null;
    if (batch != null) wire.write(shared(batch).retainedDuplicate());
    if (frame != null) wire.write(bytes(frame));
  }

  private void touch() {
    dirty = true;
    shard.touch(this);
  }

  void finishTurn() {
    dirty = false;
    var batch = alone;
    var frame = single;
    alone = null;
    single = null;
    if (closed) return;
    if (batch != null) wire.send(shared(batch));
    else if (frame != null) sendAlone(frame);
    else wire.flush();
  }

  private void sendAlone(WireFrame frame) {
    var bytes = bytes(frame);
    shard.lend(bytes);
    wire.send(bytes);
  }

  private void enqueue(WireFrame frame) {
    if (closed) return;
    var queue = waiting;
    if (queue == null) {
      queue = new Queue();
      waiting = queue;
    }
    queue.add(frame);
    meters.waiting(frame.text().length);
    if (queue.bytes + wire.pendingBytes() <= BYTES_MAX) return;
    meters.waiting(-queue.dropEphemeral());
    if (queue.frames.isEmpty()) waiting = null;
    if (queue.bytes + wire.pendingBytes() > BYTES_MAX) tooSlow();
  }

  private void tooSlow() {
    meters.slowReader();
    close(CloseCode.SLOW_READER, "The outbound queue was full");
  }

  /// The transport takes more again.
  public void writable() {
    var queue = waiting;
    while (queue != null && wire.writable() && !closed) {
      wire.write(chunk(queue));
      if (queue.frames.isEmpty()) {
        waiting = null;
        queue = null;
      }
    }
    if (!closed) wire.flush();
    if (waiting == null && closeWhenEmpty != null) close(closeWhenEmpty, "");
    if (roomy != null && isRoomy()) roomy.complete(null);
  }

  private ByteBuf chunk(Queue queue) {
    int before = queue.bytes;
    var bytes = wire.allocate(Math.min(before + 16, CHUNK_BYTES));
    do queue.poll().writeTo(bytes, wire.deflates());
    while (!queue.frames.isEmpty() && bytes.readableBytes() < CHUNK_BYTES);
    meters.waiting(queue.bytes - before);
    return bytes;
  }

  /// Completes when little is on its way, so that a large answer does not make a good reader look
  /// slow; or when the connection is closed.
  public CompletableFuture<Void> roomy() {
    if (closed || isRoomy()) return CompletableFuture.completedFuture(null);
    var promise = roomy;
    if (promise == null || promise.isDone()) {
      promise = new CompletableFuture<>();
      roomy = promise;
    }
    return promise;
  }

  private boolean isRoomy() {
    var queue = waiting;
    return (queue == null ? 0 : queue.bytes) + wire.pendingBytes() <= ROOMY_BYTES_MAX;
  }

  public boolean isClosed() {
    return closed;
  }

  /// Closes when what waits has been handed to the transport. Nothing is sent after it.
  public void closeWhenEmpty(CloseCode code) {
    if (closed || closeWhenEmpty != null) return;
    if (waiting == null) close(code, "");
    else closeWhenEmpty = code;
  }

  /// Closes now; what waits here is dropped, what the transport holds goes first.
  public void close(CloseCode code, String reason) {
    if (closed) return;
    settle();
    forget();
    wire.close(code, reason);
  }

  /// The connection is gone.
  public void forget() {
    closed = true;
    alone = null;
    single = null;
    var queue = waiting;
    waiting = null;
    if (queue != null) meters.waiting(-queue.bytes);
    if (roomy != null) roomy.complete(null);
  }

  /// Frames that wait, counted in bytes of text.
  private static final class Queue {
    final ArrayDeque<WireFrame> frames = new ArrayDeque<>();
    int bytes;
    private int ephemeral;

    void add(WireFrame frame) {
      frames.add(frame);
      bytes += frame.text().length;
      if (frame.ephemeral()) ephemeral++;
    }

    WireFrame poll() {
      var frame = frames.remove();
      bytes -= frame.text().length;
      if (frame.ephemeral()) ephemeral--;
      return frame;
    }

    /// How many bytes that made free.
    int dropEphemeral() {
      if (ephemeral == 0) return 0;
      int before = bytes;
      frames.removeIf(WireFrame::ephemeral);
      ephemeral = 0;
      bytes = 0;
      for (var frame : frames) bytes += frame.text().length;
      return before - bytes;
    }
  }
}

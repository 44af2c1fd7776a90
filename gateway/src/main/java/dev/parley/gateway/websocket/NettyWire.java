package dev.parley.gateway.websocket;

import dev.parley.gateway.fanout.Wire;
import dev.parley.gateway.sending.Departing;
import dev.parley.gateway.sending.Sends;
import dev.parley.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket on a Netty channel. A buffer that is sent while nothing else is queued goes to the
/// descriptor past Netty's queue, where the transport allows it.
final class NettyWire implements Wire, Departing {
  /// A closing client has so long to say goodbye.
  static final Duration GOODBYE_MAX = Duration.ofSeconds(3);

  private static final ByteBuf PING =
      Unpooled.unreleasableBuffer(Unpooled.directBuffer(2).writeByte(0x89).writeByte(0));

  private final Channel channel;
  private final Sends sends;
  private final @Nullable Socket socket;
  private final boolean deflates;
  private boolean closing;

  /// What is being sent past the queue.
  private @Nullable ByteBuf departing;

  NettyWire(Channel channel, Sends sends, boolean deflates) {
    this.channel = channel;
    this.sends = sends;
    this.socket = channel instanceof EpollSocketChannel epoll ? socket(epoll) : null;
    this.deflates = deflates;
  }

  private static @Nullable Socket socket(EpollSocketChannel channel) {
    return channel.fd() instanceof Socket socket ? socket : null;
  }

  boolean closing() {
    return closing;
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  @Override
  public boolean deflates() {
    return deflates;
  }

  @Override
  public ByteBuf allocate(int bytes) {
    return channel.alloc().directBuffer(bytes);
  }

  @Override
  public void write(ByteBuf bytes) {
    if (closing) bytes.release();
    else queue().write(bytes, channel.voidPromise());
  }

  /// Netty's way out, once all that went past it is known.
  private Channel queue() {
    if (departing != null) sends.depart();
    return channel;
  }

  @Override
  public void flush() {
    queue().flush();
  }

  @Override
  public void send(ByteBuf shared) {
    if (closing) return;
    queue();
    var past = socket;
    if (past != null && channel.isActive() && pendingBytes() == 0 && shared.hasMemoryAddress()) {
      departing = shared;
      sends.send(this, past, shared);
    } else {
      rest(shared, 0);
    }
  }

  @Override
  public void departed(int bytes) {
    var shared = departing;
    departing = null;
    if (shared != null) rest(shared, bytes);
  }

  private void rest(ByteBuf shared, int sent) {
    int length = shared.readableBytes();
    if (sent == length) return;
    var rest = shared.retainedSlice(shared.readerIndex() + sent, length - sent);
    channel.writeAndFlush(rest, channel.voidPromise());
  }

  @Override
  public void broken() {
    departing = null;
    abort();
  }

  @Override
  public long pendingBytes() {
    var queue = channel.unsafe().outboundBuffer();
    return queue == null ? 0 : queue.totalPendingWriteBytes();
  }

  @Override
  public void ping() {
    if (!closing) queue().writeAndFlush(PING.duplicate(), channel.voidPromise());
  }

  /// Answers a ping; the caller flushes.
  void pong(byte[] payload) {
    if (closing) return;
    var bytes = allocate(payload.length + 2).writeByte(0x8A).writeByte(payload.length);
    queue().write(bytes.writeBytes(payload), channel.voidPromise());
  }

  @Override
  public void close(CloseCode code, String reason) {
    close(code.code(), reason);
  }

  void close(int code, String reason) {
    if (closing) return;
    queue();
    closing = true;
    var why = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(why.length, FrameParser.CONTROL_BYTES_MAX - 2);
    var bytes = allocate(length + 4).writeByte(0x88).writeByte(length + 2).writeShort(code);
    bytes.writeBytes(why, 0, length);
    channel.writeAndFlush(bytes, channel.voidPromise());
    channel.eventLoop().schedule(this::abort, GOODBYE_MAX.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Ends the connection once all that was written has gone out, which [#GOODBYE_MAX] bounds.
  void end() {
    queue().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void abort() {
    closing = true;
    queue().close();
  }
}

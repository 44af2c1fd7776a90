package dev.parley.gateway.websocket;

import dev.parley.gateway.fanout.Wire;
import dev.parley.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket on a Netty channel. A buffer that is sent while nothing else is queued goes straight
/// to the descriptor, past Netty's queue, where the transport allows it.
final class NettyWire implements Wire {
  /// A closing client has so long to say goodbye.
  static final Duration GOODBYE_MAX = Duration.ofSeconds(3);

  /// What a control frame may carry (RFC 6455, section 5.5).
  private static final int CONTROL_BYTES_MAX = 125;

  private static final ByteBuf PING =
      Unpooled.unreleasableBuffer(Unpooled.directBuffer(2).writeByte(0x89).writeByte(0));

  private final ChannelHandlerContext context;
  private final Channel channel;
  private final @Nullable EpollSocketChannel epoll;
  private final boolean deflates;
  private boolean closing;

  NettyWire(ChannelHandlerContext context, boolean deflates) {
    this.context = context;
    this.channel = context.channel();
    this.epoll = channel instanceof EpollSocketChannel socket ? socket : null;
    this.deflates = deflates;
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
    return context.alloc().directBuffer(bytes);
  }

  @Override
  public void write(ByteBuf bytes) {
    if (closing) bytes.release();
    else context.write(bytes, context.voidPromise());
  }

  @Override
  public void flush() {
    context.flush();
  }

  @Override
  public void send(ByteBuf shared) {
    if (closing) return;
    int written = epoll != null && shared.hasMemoryAddress() ? sendPast(epoll, shared) : 0;
    int length = shared.readableBytes();
    if (written == length) return;
    var rest = shared.retainedSlice(shared.readerIndex() + written, length - written);
    context.writeAndFlush(rest, context.voidPromise());
  }

  private int sendPast(EpollSocketChannel socket, ByteBuf shared) {
    if (!channel.isActive() || pendingBytes() > 0) return 0;
    int start = shared.readerIndex();
    try {
      return socket.fd().writeAddress(shared.memoryAddress(), start, shared.writerIndex());
    } catch (IOException _) {
      abort();
      return shared.readableBytes();
    }
  }

  @Override
  public long pendingBytes() {
    var queue = channel.unsafe().outboundBuffer();
    return queue == null ? 0 : queue.totalPendingWriteBytes();
  }

  @Override
  public void ping() {
    if (!closing) context.writeAndFlush(PING.duplicate(), context.voidPromise());
  }

  /// Answers a ping; the caller flushes.
  void pong(ByteBuf payload) {
    if (closing) return;
    int length = payload.readableBytes();
    var bytes = allocate(length + 2).writeByte(0x8A).writeByte(length);
    bytes.writeBytes(payload, payload.readerIndex(), length);
    context.write(bytes, context.voidPromise());
  }

  @Override
  public void close(CloseCode code, String reason) {
    close(code.code(), reason);
  }

  void close(int code, String reason) {
    if (closing) return;
    closing = true;
    var why = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(why.length, CONTROL_BYTES_MAX - 2);
    var bytes = allocate(length + 4).writeByte(0x88).writeByte(length + 2).writeShort(code);
    bytes.writeBytes(why, 0, length);
    context.writeAndFlush(bytes, context.voidPromise());
    channel.eventLoop().schedule(this::abort, GOODBYE_MAX.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void abort() {
    closing = true;
    channel.close();
  }
}

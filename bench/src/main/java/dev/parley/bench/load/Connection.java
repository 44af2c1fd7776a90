package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.bench.frames.FrameParser;
import dev.parley.bench.frames.FrameSink;
import dev.parley.bench.frames.Template;
import dev.parley.bench.load.Opening.Step;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One WebSocket: asks for the upgrade, says what its [Opening] says, and then hands what comes to
/// the [Recogniser]. Belongs to the loop.
public final class Connection extends ChannelInboundHandlerAdapter implements FrameSink {
  private static final int ANSWER_BYTES_MAX = 16 * 1024;
  private static final String SWITCHING = "HTTP/1.1 101 ";

  private final Fleet fleet;
  private final int index;
  private final Room room;
  private final boolean hears;
  private final FrameParser parser = new FrameParser(this);
  private @Nullable Opening opening;

  /// The answer to the upgrade so far; null once it is whole.
  private @Nullable StringBuilder answer = new StringBuilder();

  private @Nullable Channel channel;
  private long began;
  private boolean over;

  Connection(Fleet fleet, int index, Room room, boolean hears) {
    this.fleet = fleet;
    this.index = index;
    this.room = room;
    this.hears = hears;
  }

  public int index() {
    return index;
  }

  Room room() {
    return room;
  }

  boolean hears() {
    return hears;
  }

  /// Sends a frame as it is.
  public void say(Template frame) {
    var to = channel();
    to.writeAndFlush(frame.plain(to.alloc()), to.voidPromise());
  }

  void send(Template frame, long clock, int stream, int number) {
    var to = channel();
    to.writeAndFlush(frame.marked(to.alloc(), clock, stream, number), to.voidPromise());
  }

  private Channel channel() {
    return Objects.requireNonNull(channel, "not connected");
  }

  void connect(Opening opening) {
    began = System.nanoTime();
    this.opening = opening;
    fleet.dial(this);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    var request = fleet.upgrade(index).getBytes(US_ASCII);
    context.writeAndFlush(context.alloc().directBuffer().writeBytes(request));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    try {
      fleet.tally().read(System.nanoTime());
      if (answer != null) upgraded(answer, bytes);
      if (answer == null) parser.read(bytes);
    } catch (FrameParser.Fault e) {
      end("not WebSocket: " + e.getMessage());
    } finally {
      bytes.release();
    }
  }

  private void upgraded(StringBuilder head, ByteBuf bytes) {
    while (bytes.isReadable() && head.indexOf("\r\n\r\n") < 0) head.append((char) bytes.readByte());
    if (head.length() > ANSWER_BYTES_MAX) end("a long answer to the upgrade");
    if (head.indexOf("\r\n\r\n") < 0) return;
    if (!head.toString().startsWith(SWITCHING)) {
      end("no upgrade: " + head + bytes.toString(US_ASCII));
      return;
    }
    answer = null;
    take(Objects.requireNonNull(opening).begin());
  }

  private void take(Step step) {
    switch (step) {
      case Step.Say(var frame) -> say(frame);
      case Step.Wait _ -> {}
      case Step.Open _ -> {
        opening = null;
        fleet.opened(System.nanoTime() - began);
      }
      case Step.Fail(var reason) -> end(reason);
    }
  }

  @Override
  public void message(ByteBuf bytes, int start, int length) {
    if (opening != null) take(opening.hear(bytes.toString(start, length, ISO_8859_1)));
    else fleet.recogniser().hear(this, bytes, start, length);
  }

  @Override
  public void ping(ByteBuf bytes, int start, int length) {
    say(Template.pong(ByteBufUtil.getBytes(bytes, start, length)));
  }

  @Override
  public void closed(int code, String reason) {
    end("closed with " + code + " " + reason);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end("the server hung up");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(cause.toString());
  }

  /// It cannot go on, or could not begin.
  void end(String reason) {
    if (over) return;
    over = true;
    if (channel != null) channel.close();
    fleet.ended(this, reason, answer == null && opening == null);
  }

  /// We want no more of it.
  void leave() {
    over = true;
    if (channel != null) channel.close();
  }
}

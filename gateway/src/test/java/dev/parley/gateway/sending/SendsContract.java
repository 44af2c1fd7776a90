package dev.parley.gateway.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What holds for all [Sends].
abstract class SendsContract {
  private static final int MEGABYTE = 1 << 20;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final List<ByteBuf> buffers = new ArrayList<>();
  private Sends sends = Sends.singly();

  /// Made on the loop.
  abstract Sends open();

  abstract void close(Sends sends);

  @BeforeEach
  void start() {
    sends = onLoop(this::open);
  }

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    close(sends);
    buffers.forEach(ByteBuf::release);
  }

  private EventLoop loop() {
    return group.next();
  }

  private <T> T onLoop(Callable<T> work) {
    return loop().submit(work).syncUninterruptibly().getNow();
  }

  private ByteBuf bytes(byte[] content) {
    var bytes = Unpooled.directBuffer(content.length).writeBytes(content);
    buffers.add(bytes);
    return bytes;
  }

  private ByteBuf text(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void send(Line line, ByteBuf bytes) {
    onLoop(() -> {
      line.send(sends, bytes);
      sends.depart();
      return true;
    });
  }

  @Test
  void whatIsReadableArrives() {
    try (var line = new Line(loop())) {
      send(line, text("..hello").skipBytes(2));
      assertThat(line.read(5)).asString(StandardCharsets.US_ASCII).isEqualTo("hello");
      assertThat(line.departed).containsExactly(5);
    }
  }

  @Test
  void manyGoInTheOrderOfTheCalls() {
    int count = Departures.SENDS_MAX * 2 + 1;
    try (var one = new Line(loop());
        var other = new Line(loop())) {
      onLoop(() -> {
        for (int i = 0; i < count; i++) {
          one.send(sends, text(Integer.toString(i % 10)));
          // One at a time may be on its way on a socket.
          sends.depart();
          other.send(sends, text("x"));
        }
        sends.depart();
        return true;
      });
      assertThat(one.departed).hasSize(count).containsOnly(1);
      assertThat(other.departed).hasSize(count).containsOnly(1);
      var read = one.read(count);
      for (int i = 0; i < count; i++) assertThat(read[i]).isEqualTo((byte) ('0' + i % 10));
    }
  }

  @Test
  void moreThanFitInOneCallAllGo() {
    int count = Departures.SENDS_MAX / 16;
    List<Line> lines = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) lines.add(new Line(loop()));
      onLoop(() -> {
        for (var line : lines) line.send(sends, text("all"));
        sends.depart();
        return true;
      });
      for (var line : lines) {
        assertThat(line.departed).containsExactly(3);
        assertThat(line.read(3)).asString(StandardCharsets.US_ASCII).isEqualTo("all");
      }
    } finally {
      lines.forEach(Line::close);
    }
  }

  @Test
  void whatTheKernelHasNoRoomForStaysWithTheSender() {
    var content = new byte[MEGABYTE];
    for (int i = 0; i < content.length; i++) content[i] = (byte) (i * 31);
    try (var line = new Line(loop())) {
      long sent = 0;
      while (line.departed.isEmpty() || line.departed.getLast() > 0) send(line, bytes(content));
      assertThat(line.departed).last().isEqualTo(0);
      for (int each : line.departed) sent += each;
      // What was taken is a piece of the beginning each time.
      for (int each : line.departed) {
        assertThat(line.read(each)).isEqualTo(Arrays.copyOf(content, each));
      }
      assertThat(line.breaks).isZero();
      assertThat(sent).isPositive();
    }
  }

  @Test
  void aConnectionThatIsGoneBreaksAndHoldsNobodyUp() {
    try (var gone = new Line(loop());
        var line = new Line(loop())) {
      gone.hangUp();
      onLoop(() -> {
        // Where one comes first, the reset has not been heard yet.
        for (int i = 0; i < 2; i++) {
          gone.send(sends, text("to nobody"));
          line.send(sends, text("hello"));
          sends.depart();
        }
        return true;
      });
      assertThat(gone.breaks).isPositive();
      assertThat(line.departed).containsExactly(5, 5);
      assertThat(line.read(10)).asString(StandardCharsets.US_ASCII).isEqualTo("hellohello");
    }
  }

  @Test
  void whoIsToldMayHaveTheOthersToldFirst() {
    try (var one = new Line(loop());
        var other = new Line(loop())) {
      onLoop(() -> {
        List<Boolean> sent = new ArrayList<>();
        var first =
            new Departing() {
              @Override
              public void departed(int bytes) {
                other.send(sends, text("again"));
                sends.depart();
                assertThat(other.departed).hasSize(sent.size() + 1);
              }

              @Override
              public void broken() {}
            };
        one.sendFor(first, sends, text("hello"));
        other.send(sends, text("first"));
        sent.add(true);
        sends.depart();
        return true;
      });
      assertThat(other.departed).containsExactly(5, 5);
      assertThat(one.read(5)).asString(StandardCharsets.US_ASCII).isEqualTo("hello");
      assertThat(other.read(10)).asString(StandardCharsets.US_ASCII).contains("first", "again");
    }
  }

  @Test
  void whoIsToldMaySendAgain() {
    try (var line = new Line(loop())) {
      onLoop(() -> {
        var again =
            new Departing() {
              @Override
              public void departed(int bytes) {
                line.send(sends, text("world"));
              }

              @Override
              public void broken() {}
            };
        line.sendFor(again, sends, text("hello "));
        sends.depart();
        sends.depart();
        return true;
      });
      assertThat(line.read(11)).asString(StandardCharsets.US_ASCII).isEqualTo("hello world");
    }
  }
}

package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.dialect.RawDialect;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a server does wrong is counted, and what it does right is not.
class FleetTest {
  private static final Duration SETTLE_MAX = Duration.ofSeconds(20);
  private static final Duration LOSS_IS_SURE = Duration.ofSeconds(1);
  private static final int READERS = 4;
  private static final int MESSAGES = 30;
  private static final int DELIVERIES = READERS * MESSAGES;

  private final Loop loop = new Loop(false);

  @AfterEach
  void stop() {
    loop.close();
  }

  @Test
  void aServerThatDoesRightHasNoFaults() throws IOException {
    var faults = publish(_ -> 1, SETTLE_MAX);
    assertThat(faults).isEqualTo(new Tally.Faults(0, 0, 0, 0, 0, List.of()));
  }

  @Test
  void everyLostDeliveryIsCounted() throws IOException {
    var faults = publish(n -> n % 10 == 0 ? 0 : 1, LOSS_IS_SURE);
    assertThat(faults.lost()).isEqualTo(DELIVERIES / 10);
    assertThat(faults.doubled()).isZero();
  }

  @Test
  void theLastOnesAreMissedAsWell() throws IOException {
    var faults = publish(n -> n > DELIVERIES - 7 ? 0 : 1, LOSS_IS_SURE);
    assertThat(faults.lost()).isEqualTo(7);
  }

  @Test
  void everyDoubledDeliveryIsCounted() throws IOException {
    var faults = publish(n -> n % 8 == 0 ? 3 : 1, SETTLE_MAX);
    assertThat(faults.lost()).isZero();
    assertThat(faults.doubled()).isEqualTo(DELIVERIES / 8 * 2);
  }

  @Test
  void lostAndDoubledTogetherDoNotCancelOut() throws IOException {
    var faults = publish(n -> n % 10 == 0 ? 0 : n % 10 == 1 ? 2 : 1, LOSS_IS_SURE);
    assertThat(faults.lost()).isEqualTo(DELIVERIES / 10);
    assertThat(faults.doubled()).isEqualTo(DELIVERIES / 10);
  }

  private Tally.Faults publish(IntUnaryOperator copies, Duration settle) throws IOException {
    try (var server = new DoctoredServer(copies);
        var fleet = open(server, Seating.fanOut(READERS, List.of("c"), 2), new Salvo(MESSAGES))) {
      fleet.start();
      return settled(server, fleet, settle);
    }
  }

  /// All that was sent has been taken, so that what is missing then is lost.
  private static Tally.Faults settled(DoctoredServer server, Fleet fleet, Duration atMost) {
    long end = System.nanoTime() + SETTLE_MAX.toNanos();
    while (server.published().size() < MESSAGES && System.nanoTime() < end) Thread.onSpinWait();
    return fleet.settle(atMost);
  }

  private Fleet open(DoctoredServer server, Seating seating, Pace pace) {
    var speaking = new Fleet.Server(server.address(), new RawDialect(128));
    return Fleet.open(loop, speaking, seating, pace);
  }

  /// So many messages at once.
  private record Salvo(int count) implements Pace {
    @Override
    public void start(Floor floor) {
      for (int i = 0; i < count; i++) {
        floor.rooms().getFirst().publish(floor.tally(), System.nanoTime());
      }
    }

    @Override
    public void stop() {}
  }

  @Test
  void aLostAnswerIsCounted() throws IOException {
    var seating = new Seating(5, List.of("echo"), 5, false, true, Seating.IN_FLIGHT);
    try (var server = new DoctoredServer(n -> n == 4 ? 0 : 1);
        var fleet = open(server, seating, new AnsweredPace(3))) {
      fleet.start();
      var start = fleet.record();
      loop.pass(Duration.ofMillis(100));
      assertThat(fleet.recordingSince(start).counts().answers()).isPositive();
      assertThat(fleet.settle(LOSS_IS_SURE).lost()).isEqualTo(1);
    }
  }

  @Test
  void closedLoopKeepsItsNumberOutstanding() throws IOException {
    try (var server = new DoctoredServer(_ -> 0);
        var fleet = open(server, Seating.fanOut(READERS, List.of("c"), 2), new ClosedPace(5))) {
      fleet.start();
      loop.pass(Duration.ofMillis(100));
      assertThat(fleet.settle(Duration.ZERO).lost()).isEqualTo(5 * READERS);
    }
  }

  @Test
  void openLoopCountsFromTheMomentThatWasIntended() throws IOException {
    try (var server = new DoctoredServer(_ -> 1);
        var fleet = open(server, Seating.fanOut(READERS, List.of("c"), 2), new OpenPace(1_000))) {
      fleet.start();
      // The generator itself stands still meanwhile: the clocks it writes must not know of it.
      loop.call(() -> {
        long until = System.nanoTime() + Duration.ofMillis(50).toNanos();
        while (System.nanoTime() < until) Thread.onSpinWait();
        return true;
      });
      loop.pass(Duration.ofMillis(50));
      assertThat(fleet.settle(SETTLE_MAX).lost()).isZero();
      var clocks =
          server.published().stream()
              .map(message -> message.substring(message.indexOf("@#") + 2))
              .map(mark -> Long.parseUnsignedLong(mark.substring(0, 16), 16))
              .sorted()
              .toList();
      assertThat(clocks).hasSizeGreaterThan(50);
      for (int i = 1; i < clocks.size(); i++) {
        assertThat(clocks.get(i)).isEqualTo(clocks.getFirst() + i * 1_000_000L);
      }
    }
  }

  @Test
  void aServerThatRefusesTheUpgradeIsNamed() throws IOException {
    var refusing = new java.net.ServerSocket(0);
    Thread.ofVirtual().start(() -> refuseAll(refusing));
    var address = new java.net.InetSocketAddress("127.0.0.1", refusing.getLocalPort());
    var server = new Fleet.Server(address, new RawDialect(128));
    var seating = Seating.fanOut(1, List.of("c"), 1);
    try (refusing) {
      assertThatThrownBy(() -> Fleet.open(loop, server, seating, new ClosedPace(1)))
          .hasMessageContaining("no upgrade: HTTP/1.1 403");
    }
  }

  private static void refuseAll(java.net.ServerSocket listening) {
    try (var socket = listening.accept()) {
      socket.getOutputStream().write("HTTP/1.1 403 No\r\n\r\n".getBytes(US_ASCII));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

package dev.parley.e2e.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.e2e.proxy.FaultProxy.Way;
import dev.parley.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The proxy does to a connection what it says, and to an echo what can be measured.
class FaultProxyTest {
  private static final long SEED = 7;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int SILENCE_MILLIS = 300;

  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void open() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
    proxy = FaultProxy.to(echo.getLocalPort(), SEED);
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
  }

  private void accept() {
    while (!echo.isClosed()) {
      try {
        var socket = echo.accept();
        Thread.ofVirtual().start(() -> repeat(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void repeat(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException _) {
      // The client broke off.
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static String ask(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return new String(socket.getInputStream().readNBytes(text.length()), UTF_8);
  }

  private static Duration askFor(Socket socket, int bytes) throws IOException {
    long start = System.nanoTime();
    assertThat(ask(socket, "x".repeat(bytes))).hasSize(bytes);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void inFairWeatherEverythingPassesAndAnEndIsAnEnd() throws IOException {
    try (var socket = connect()) {
      assertThat(ask(socket, "hello")).isEqualTo("hello");
      assertThat(ask(socket, "x".repeat(200_000))).hasSize(200_000);
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    Await.until("nothing is left", () -> proxy.connections() == 0);
  }

  @Test
  void latencyIsAddedEachWay() throws IOException {
    try (var socket = connect()) {
      ask(socket, "warm");
      proxy.weather(Weather.latency(Duration.ofMillis(100), Duration.ofMillis(20)));
      assertThat(askFor(socket, 10)).isGreaterThan(Duration.ofMillis(200));
      proxy.weather(Weather.FAIR);
      assertThat(askFor(socket, 10)).isLessThan(Duration.ofMillis(200));
    }
  }

  @Test
  void bandwidthIsBounded() throws IOException {
    try (var socket = connect()) {
      proxy.weather(Way.TO_CLIENT, Weather.bandwidth(64 * 1024));
      assertThat(askFor(socket, 32 * 1024)).isGreaterThan(Duration.ofMillis(350));
    }
  }

  @Test
  void slicesArriveApartAndWhole() throws IOException {
    try (var socket = connect()) {
      proxy.weather(Weather.slices(3));
      assertThat(ask(socket, "in pieces of three")).isEqualTo("in pieces of three");
    }
  }

  @Test
  void aResetIsHeardAsOne() throws IOException {
    try (var socket = connect()) {
      ask(socket, "hello");
      proxy.reset();
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void aBlackHoleSwallowsOneWayAndLetsGoOfItAfterwards() throws IOException {
    try (var socket = connect()) {
      ask(socket, "hello");
      proxy.weather(Way.TO_CLIENT, Weather.BLACK_HOLE);
      socket.getOutputStream().write("there, and not back".getBytes(UTF_8));
      socket.setSoTimeout(SILENCE_MILLIS);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      proxy.weather(Weather.FAIR);
      socket.setSoTimeout(PATIENCE_MILLIS);
      assertThat(new String(socket.getInputStream().readNBytes(19), UTF_8))
          .isEqualTo("there, and not back");
    }
  }

  @Test
  void aBlackHoleKeepsTheNewsOfAnEndToItself() throws IOException {
    try (var socket = connect()) {
      ask(socket, "hello");
      proxy.weather(Way.TO_SERVICE, Weather.BLACK_HOLE);
    }
    assertThat(proxy.connections()).isEqualTo(1);
    proxy.weather(Weather.FAIR);
    Await.until("the end arrives", () -> proxy.connections() == 0);
  }

  @Test
  void newConnectionsGoWhereItIsTurnedTo() throws IOException {
    try (var nothing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nothing.close();
      proxy.turnTo(nothing.getLocalPort());
      try (var socket = connect()) {
        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketException.class);
      }
      proxy.turnTo(echo.getLocalPort());
      try (var socket = connect()) {
        assertThat(ask(socket, "hello")).isEqualTo("hello");
      }
    }
  }
}

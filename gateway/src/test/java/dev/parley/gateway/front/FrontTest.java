package dev.parley.gateway.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Await;
import dev.parley.testkit.FreePort;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class FrontTest {
  private static final FrontLimits LIMITS = new FrontLimits(50, 40, Duration.ofSeconds(5));
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final Loops loops = new Loops(1);
  private SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BlockingQueue<String> adopted = new LinkedBlockingQueue<>();
  private EchoListener http;
  private Front front;
  private InetSocketAddress address;

  @BeforeEach
  void listen() throws IOException {
    http = new EchoListener();
    open(LIMITS, http.address());
  }

  private void open(FrontLimits limits, InetSocketAddress http) throws IOException {
    meters = new SimpleMeterRegistry();
    var ways = new Front.Ways(http, Map.of("/api/v1/ws", this::adopt), _ -> false);
    front = new Front(loops, limits, ways, meters);
    address = front.listen(new InetSocketAddress(LOOPBACK, 0));
  }

  private void adopt(ChannelHandlerContext context) {
    context
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext here, Object message) {
                adopted.add(((ByteBuf) message).toString(StandardCharsets.US_ASCII));
                here.writeAndFlush(message);
              }
            });
  }

  @AfterEach
  void close() throws IOException {
    front.close();
    http.close();
    loops.close();
  }

  @Test
  void aRequestReachesTheHttpListenerWithTheClientsAddress() throws Exception {
    try (var client = connect()) {
      send(client, "GET /api/v1/users HTTP/1.1\r\n\r\n");
      client.shutdownOutput();

      assertThat(text(client)).isEqualTo("GET /api/v1/users HTTP/1.1\r\n\r\n");
      assertThat(http.proxyHeaders.take())
          .isEqualTo("TCP4 127.0.0.1:" + client.getLocalPort() + " to " + address.getPort());
    }
  }

  @RepeatedTest(25)
  void aLargeBodyGoesBothWaysWhole() throws Exception {
    var body = new byte[8 << 20];
    new Random(7).nextBytes(body);
    body[0] = 'P';
    try (var client = connect()) {
      Thread.startVirtualThread(() -> pour(client, body));

      assertThat(Arrays.equals(client.getInputStream().readAllBytes(), body)).isTrue();
    }
  }

  @Test
  void aWebSocketIsKeptWithAllItSent() throws Exception {
    var head = "GET /api/v1/ws?ticket=x HTTP/1.1\r\nHost: a\r\nUpgrade: WebSocket\r\n\r\n";
    try (var client = connect()) {
      for (var part : head.split("(?<=\n)", -1)) send(client, part);
      send(client, "");

      assertThat(adopted.poll(5, TimeUnit.SECONDS)).isEqualTo(head);
      assertThat(
              new String(
                  client.getInputStream().readNBytes(head.length()), StandardCharsets.US_ASCII))
          .isEqualTo(head);
      assertThat(http.proxyHeaders).isEmpty();
    }
  }

  @Test
  void thePathWithoutAnUpgradeIsAnOrdinaryRequest() throws Exception {
    for (var head :
        new String[] {
          "GET /api/v1/ws HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /api/v1/wsx HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
          "POST /api/v1/ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"
        }) {
      try (var client = connect()) {
        send(client, head);
        client.shutdownOutput();
        assertThat(text(client)).isEqualTo(head);
      }
    }
    assertThat(adopted).isEmpty();
  }

  @Test
  void aHeadThatDribblesIsCutOff() throws Exception {
    front.close();
    open(new FrontLimits(50, 40, Duration.ofMillis(200)), http.address());
    try (var client = connect()) {
      send(client, "GET /api/v1/w");

      assertThat(text(client)).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void tooManyConnectionsAreToldSoAndRoomIsMadeAgain() throws Exception {
    front.close();
    open(new FrontLimits(50, 2, Duration.ofSeconds(5)), http.address());
    try (var first = connect();
        var second = connect()) {
      send(first, "GET / HTTP/1.1\r\n\r\n");
      send(second, "GET / HTTP/1.1\r\n\r\n");
      assertThat(first.getInputStream().read()).isEqualTo('G');
      assertThat(second.getInputStream().read()).isEqualTo('G');
      try (var third = connect()) {
        assertThat(text(third)).startsWith("HTTP/1.1 429 ");
      }
    }
    Await.until(
        "the connections are gone",
        () ->
            meters.get("parley.front.connections").gauges().stream()
                .allMatch(gauge -> gauge.value() == 0));
    try (var next = connect()) {
      send(next, "GET / HTTP/1.1\r\n\r\n");
      assertThat(next.getInputStream().read()).isEqualTo('G');
    }
  }

  @Test
  void withoutAnHttpListenerTheAnswerIs503() throws Exception {
    front.close();
    open(LIMITS, new InetSocketAddress(LOOPBACK, FreePort.next()));
    try (var client = connect()) {
      send(client, "GET / HTTP/1.1\r\n\r\n");

      assertThat(text(client)).startsWith("HTTP/1.1 503 ").contains("\"code\":\"unavailable\"");
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(LOOPBACK, address.getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static void pour(Socket socket, byte[] body) {
    try {
      socket.getOutputStream().write(body);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  /// Reads a PROXY header of version 2, then sends back whatever comes until its end.
  private static final class EchoListener {
    private final ServerSocket listener = new ServerSocket(0, 50, LOOPBACK);
    final BlockingQueue<String> proxyHeaders = new LinkedBlockingQueue<>();

    EchoListener() throws IOException {
      Thread.startVirtualThread(this::accept);
    }

    InetSocketAddress address() {
      return new InetSocketAddress(LOOPBACK, listener.getLocalPort());
    }

    private void accept() {
      while (!listener.isClosed()) {
        try {
          var socket = listener.accept();
          Thread.startVirtualThread(() -> echo(socket));
        } catch (IOException _) {
          return;
        }
      }
    }

    private void echo(Socket socket) {
      try (socket) {
        proxyHeaders.add(header(socket.getInputStream()));
        socket.getInputStream().transferTo(socket.getOutputStream());
        socket.shutdownOutput();
      } catch (IOException _) {
        // The client has gone, which ends this echo and nothing else.
      }
    }

    private static String header(InputStream in) throws IOException {
      var head = in.readNBytes(16);
      var body = in.readNBytes(((head[14] & 0xff) << 8) | (head[15] & 0xff));
      var kind = head[13] == 0x11 ? "TCP4" : "TCP6";
      var from = InetAddress.getByAddress(Arrays.copyOf(body, 4)).getHostAddress();
      return kind + " " + from + ":" + port(body, 8) + " to " + port(body, 10);
    }

    private static int port(byte[] body, int at) {
      return ((body[at] & 0xff) << 8) | (body[at + 1] & 0xff);
    }

    void close() throws IOException {
      listener.close();
    }
  }
}

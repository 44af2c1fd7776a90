package dev.parley.gateway.websocket;

import dev.parley.gateway.Gateway;
import dev.parley.gateway.front.WebSocketHandover;
import dev.parley.platform.net.TrustedProxies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.Set;

/// The WebSocket transport: takes connections from the front and opens sessions of the gateway.
public final class WebSockets implements WebSocketHandover {
  /// Where clients ask for one.
  public static final String PATH = "/api/v1/ws";

  /// Credentials have to be verified after this.
  static final Duration VERIFY_MAX = Duration.ofSeconds(5);

  private final Handshake handshake;

  /// @param origins web pages of other hosts that may connect, such as `https://app.example.org`
  /// @param proxies those whose word is taken on where a client is
  public WebSockets(
      Gateway gateway, Set<String> origins, TrustedProxies proxies, MeterRegistry meters) {
    var connect =
        Timer.builder("parley_connect_seconds")
            .description("From a WebSocket's request until it is open")
            .serviceLevelObjectives(
                Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofMillis(500))
            .register(meters);
    var strangers = new Strangers(proxies);
    handshake = new Handshake(gateway, new Origins(origins), strangers, VERIFY_MAX, connect);
  }

  @Override
  public void adopt(ChannelHandlerContext context) {
    context.pipeline().addLast(new HandshakeReader(handshake::begin));
  }
}

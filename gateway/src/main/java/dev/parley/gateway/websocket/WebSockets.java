package dev.parley.gateway.websocket;

import dev.parley.gateway.Gateway;
import dev.parley.gateway.clockwork.NettyLoop;
import dev.parley.gateway.front.WebSocketHandover;
import dev.parley.gateway.sending.Departures;
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

  private final Handshake handshake;

  /// @param departures what connections send goes through; closed by whoever made it
  /// @param origins web pages of other hosts that may connect, such as `https://app.example.org`
  /// @param proxies those whose word is taken on where a client is
  public WebSockets(
      Gateway gateway,
      Departures departures,
      Set<String> origins,
      TrustedProxies proxies,
      MeterRegistry meters) {
    var connect =
        Timer.builder("parley_connect_seconds")
            .description("From a WebSocket's request until it is open")
            .serviceLevelObjectives(
                Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofMillis(500))
            .register(meters);
    var strangers = new Strangers(proxies);
    handshake = new Handshake(gateway, departures, new Origins(origins), strangers, connect);
    for (var shard : gateway.shards().all()) {
      if (shard.loop() instanceof NettyLoop(var loop)) {
        shard.departWith(departures.of(loop)::depart);
      }
    }
  }

  @Override
  public void adopt(ChannelHandlerContext context) {
    context.pipeline().addLast(new HandshakeReader(handshake::begin));
  }
}

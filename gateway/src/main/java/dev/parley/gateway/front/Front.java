package dev.parley.gateway.front;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The public port of a server that answers HTTP and WebSocket on one address.
public final class Front implements AutoCloseable {
  private static final int BACKLOG = 4096;

  private final Loops loops;
  private final FrontLimits limits;
  private final InetSocketAddress http;
  private final List<Socket> sockets;
  private final Census census;
  private final Counter refusedAsFull;
  private final Counter refusedByAddress;
  private @Nullable Channel listener;

  /// Where to hand connections, and whom to believe.
  ///
  /// @param http the HTTP listener, which understands the PROXY protocol
  /// @param sockets who takes those that ask for a WebSocket, by path
  /// @param trusted addresses of proxies, which stand for many people
  public record Ways(
      InetSocketAddress http,
      Map<String, WebSocketHandover> sockets,
      Predicate<InetAddress> trusted) {}

  /// A path of WebSockets, by how a request line for it begins.
  record Socket(String line, WebSocketHandover handover) {}

  public Front(Loops loops, FrontLimits limits, Ways ways, MeterRegistry meters) {
    this.loops = loops;
    this.limits = limits;
    this.http = ways.http();
    this.sockets =
        ways.sockets().entrySet().stream()
            .map(way -> new Socket("GET " + way.getKey(), way.getValue()))
            .toList();
    this.census = new Census(limits, ways.trusted());
    refusedAsFull = meters.counter("parley.front.refused", "reason", "full");
    refusedByAddress = meters.counter("parley.front.refused", "reason", "address");
    meters.gauge("parley.front.connections", census, Census::total);
  }

  /// Begins to accept.
  ///
  /// @return the address, with the port that port 0 stood for
  public InetSocketAddress listen(InetSocketAddress address) throws IOException {
    var binding =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(new Entrance())
            .bind(address)
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new IOException("Cannot listen on " + address, binding.cause());
    }
    listener = binding.channel();
    return (InetSocketAddress) binding.channel().localAddress();
  }

  /// Stops accepting; open connections go on.
  @Override
  public void close() {
    if (listener != null) listener.close().awaitUninterruptibly();
  }

  Loops loops() {
    return loops;
  }

  FrontLimits limits() {
    return limits;
  }

  InetSocketAddress http() {
    return http;
  }

  List<Socket> sockets() {
    return sockets;
  }

  private final class Entrance extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      if (!(channel.remoteAddress() instanceof InetSocketAddress from)) {
        channel.close();
        return;
      }
      var address = from.getAddress();
      switch (census.enter(address)) {
        case ADMITTED -> {
          channel.closeFuture().addListener(_ -> census.leave(address));
          channel.pipeline().addLast(new Doorkeeper(Front.this));
        }
        case FULL -> refuse(channel, Refusal.FULL, refusedAsFull);
        case TOO_MANY_FROM_ADDRESS ->
            refuse(channel, Refusal.TOO_MANY_FROM_ADDRESS, refusedByAddress);
      }
    }

    private void refuse(Channel channel, Refusal refusal, Counter refused) {
      refused.increment();
      channel.eventLoop().execute(() -> refusal.answer(channel));
    }
  }
}

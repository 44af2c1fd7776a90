package dev.parley.gateway.front;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/// Joins a client's connection with a new one to the HTTP listener, which learns the client's
/// address from a PROXY protocol header (version 2). Both ends live on one event loop.
final class Pipe {
  private Pipe() {}

  /// @param context of the handler that has read the client so far, and goes when all is joined
  /// @param first takes what the client has sent until then
  static void open(Front front, ChannelHandlerContext context, Supplier<ByteBuf> first) {
    connect(front, context.channel())
        .addListener((ChannelFuture connecting) -> {
          if (connecting.isSuccess()) {
            join(context, connecting.channel(), first.get());
          } else {
            Refusal.NO_HTTP.answer(context.channel());
          }
        });
  }

  private static ChannelFuture connect(Front front, Channel client) {
    return new Bootstrap()
        .group(client.eventLoop())
        .channel(front.loops().channel())
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) FrontLimits.CONNECT_MAX.toMillis())
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(HAProxyMessageEncoder.INSTANCE);
              }
            })
        .connect(front.http());
  }

  private static void join(ChannelHandlerContext context, Channel server, ByteBuf first) {
    var client = context.channel();
    server.write(header(client));
    server.pipeline().remove(HAProxyMessageEncoder.INSTANCE);
    server.pipeline().addLast(new Relay(client));
    client.pipeline().addLast(new Relay(server));
    if (!context.isRemoved()) client.pipeline().remove(context.handler());
    server.writeAndFlush(first);
    if (!client.isActive()) {
      server.close();
      return;
    }
    if (((DuplexChannel) client).isInputShutdown()) {
      Relay.endOutput(server);
    } else {
      client.read();
    }
    server.read();
  }

  private static HAProxyMessage header(Channel client) {
    var from = (InetSocketAddress) client.remoteAddress();
    var to = (InetSocketAddress) client.localAddress();
    boolean four =
        from.getAddress() instanceof Inet4Address && to.getAddress() instanceof Inet4Address;
    return new HAProxyMessage(
        HAProxyProtocolVersion.V2,
        HAProxyCommand.PROXY,
        four ? HAProxyProxiedProtocol.TCP4 : HAProxyProxiedProtocol.TCP6,
        text(from.getAddress()),
        text(to.getAddress()),
        from.getPort(),
        to.getPort());
  }

  /// Without the zone of a link-local address.
  private static String text(InetAddress address) {
    var text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}

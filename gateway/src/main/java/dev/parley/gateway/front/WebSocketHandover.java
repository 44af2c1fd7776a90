package dev.parley.gateway.front;

import io.netty.channel.ChannelHandlerContext;

/// Takes over a connection whose first request asks for a WebSocket.
@FunctionalInterface
public interface WebSocketHandover {

  /// Adds handlers to the end of the pipeline. Called on the connection's event loop, when the
  /// whole request head has arrived; after it returns, the bytes received so far are fired down the
  /// pipeline and the front's own handler is gone.
  void adopt(ChannelHandlerContext context);
}

package dev.parley.gateway.sending;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.Socket;

/// Sends of one event loop. Belongs to the loop.
public interface Sends {
  /// Those that go one by one, at once.
  static Sends singly() {
    return new SocketSends();
  }

  /// Sends what is readable of a direct buffer, now or with the next [#depart]: until the sender is
  /// told, the buffer and the socket stay as they are, and nothing else is sent on that socket.
  void send(Departing from, Socket socket, ByteBuf bytes);

  /// Sends whatever still waits, and tells its senders.
  void depart();
}

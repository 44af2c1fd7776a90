package dev.parley.gateway.sending;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/// One `send(2)` for each, at once.
final class SocketSends implements Sends {
  @Override
  public void send(Departing from, Socket socket, ByteBuf bytes) {
    int sent;
    try {
      sent = socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
    } catch (IOException _) {
      from.broken();
      return;
    }
    from.departed(sent);
  }

  @Override
  public void depart() {}
}

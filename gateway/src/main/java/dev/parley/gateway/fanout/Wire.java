package dev.parley.gateway.fanout;

import dev.parley.protocol.CloseCode;
import io.netty.buffer.ByteBuf;

/// One connection as the engine sees it: the transport implements it. Called on the connection's
/// event loop alone; nothing blocks or throws.
public interface Wire {
  /// Whether the transport takes more right now. When it is false, the transport later tells
  /// [Outbound#writable()].
  boolean writable();

  /// Whether this client reads compressed frames.
  boolean deflates();

  ByteBuf allocate(int bytes);

  /// Queues bytes until the next flush; the buffer is the transport's from now on.
  void write(ByteBuf bytes);

  void flush();

  /// Sends bytes that stay the caller's, who keeps them as they are until the end of the turn;
  /// while nothing is queued unflushed.
  void send(ByteBuf shared);

  /// What the transport holds and has not handed to the network.
  long pendingBytes();

  /// Asks the other side for a sign of life.
  void ping();

  /// Ends the connection: what was written goes first, then the code and the reason.
  void close(CloseCode code, String reason);

  /// Ends the connection without another word.
  void abort();
}

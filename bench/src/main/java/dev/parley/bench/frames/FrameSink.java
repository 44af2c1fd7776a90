package dev.parley.bench.frames;

import io.netty.buffer.ByteBuf;

/// What a [FrameParser] finds. The bytes are the read buffer's own, and gone after the call.
public interface FrameSink {
  /// A whole message, of however many frames it was.
  void message(ByteBuf bytes, int start, int length);

  void ping(ByteBuf bytes, int start, int length);

  /// @param code 1005 where the peer gave none (RFC 6455, section 7.1.5)
  void closed(int code, String reason);
}

package dev.parley.gateway.websocket;

import dev.parley.protocol.Limits;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates one message that was compressed on its own. What comes out is bounded while it comes
/// out, so a small bomb stays small. One inflater a thread, none a connection.
final class Inflation {
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

  private static final FastThreadLocal<Inflation> HERE =
      new FastThreadLocal<>() {
        @Override
        protected Inflation initialValue() {
          return new Inflation();
        }

        @Override
        protected void onRemoval(Inflation inflation) {
          inflation.inflater.end();
        }
      };

  private final Inflater inflater = new Inflater(true);
  private final byte[] out = new byte[Limits.FRAME_BYTES_MAX + 1];

  private Inflation() {}

  /// The message is longer than a frame may be.
  static final class TooBig extends Exception {
    private static final long serialVersionUID = 1L;
  }

  static byte[] inflate(byte[] compressed) throws DataFormatException, TooBig {
    return HERE.get().run(compressed);
  }

  private byte[] run(byte[] compressed) throws DataFormatException, TooBig {
    try {
      int length = inflate(compressed, 0);
      if (inflater.getRemaining() > 0 && !inflater.finished()) {
        throw new DataFormatException("Not inflated to the end");
      }
      if (!inflater.finished()) length = inflate(TAIL, length);
      return Arrays.copyOf(out, length);
    } finally {
      inflater.reset();
    }
  }

  private int inflate(byte[] input, int from) throws DataFormatException, TooBig {
    inflater.setInput(input);
    int length = from;
    while (!inflater.needsInput() && !inflater.finished()) {
      int more = inflater.inflate(out, length, out.length - length);
      length += more;
      if (length == out.length) throw new TooBig();
      if (more == 0 && (inflater.needsDictionary() || !inflater.needsInput())) break;
    }
    return length;
  }
}

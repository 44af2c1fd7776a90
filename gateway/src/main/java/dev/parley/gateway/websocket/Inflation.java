package dev.parley.gateway.websocket;

import dev.parley.protocol.Limits;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates one message that was compressed on its own. What comes out is bounded while it comes
/// out, so a small bomb stays small. One inflater a thread, none a connection.
final class Inflation {
  /// What the sender took off, and a last block: whoever stopped inside a block does not reach it.
  private static final byte[] TAIL = {
    0, 0, (byte) 0xFF, (byte) 0xFF, 1, 0, 0, (byte) 0xFF, (byte) 0xFF
  };

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
  private final byte[] usual = new byte[Limits.FRAME_BYTES_MAX + 1];

  private Inflation() {}

  /// The message is longer than allowed.
  static final class TooBig extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /// @param max the longest message, in bytes
  static byte[] inflate(byte[] compressed, int max) throws DataFormatException, TooBig {
    var here = HERE.get();
    try {
      return here.new Run(max).message(compressed);
    } finally {
      here.inflater.reset();
    }
  }

  /// One message.
  private final class Run {
    private final int max;
    private byte[] out = usual;
    private int length;

    Run(int max) {
      this.max = max;
    }

    byte[] message(byte[] compressed) throws DataFormatException, TooBig {
      take(compressed);
      if (inflater.finished()) {
        if (!isEmptyBlock(compressed)) throw new DataFormatException("Goes on after its end");
      } else {
        take(TAIL);
        boolean reached = inflater.finished() && inflater.getRemaining() == 0;
        if (!reached) throw new DataFormatException("Ends inside a block");
      }
      return Arrays.copyOf(out, length);
    }

    /// Whether nothing is left but the block that follows a final one (RFC 7692, section 7.2.3.4).
    private boolean isEmptyBlock(byte[] compressed) {
      int left = inflater.getRemaining();
      return left == 0 || (left == 1 && compressed[compressed.length - 1] == 0);
    }

    private void take(byte[] input) throws DataFormatException, TooBig {
      inflater.setInput(input);
      while (!inflater.needsInput() && !inflater.finished()) {
        int more = inflater.inflate(out, length, out.length - length);
        length += more;
        if (length > max) throw new TooBig();
        if (length == out.length) out = Arrays.copyOf(out, Math.min(2 * length, max + 1));
        else if (more == 0 && !inflater.needsInput() && !inflater.finished()) {
          throw new DataFormatException("Not inflated to the end");
        }
      }
    }
  }
}

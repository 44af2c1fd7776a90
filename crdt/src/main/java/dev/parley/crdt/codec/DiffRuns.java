package dev.parley.crdt.codec;

/// A column of clocks, each as its difference to the one before, where the lowest bit says that the
/// length of a run of that difference follows.
final class DiffRuns {
  private DiffRuns() {}

  static final class Reader {
    private final ByteReader bytes;
    private long left;
    private long difference;
    private long value;

    Reader(ByteReader bytes) {
      this.bytes = bytes;
    }

    long read() {
      if (left == 0) {
        var encoded = bytes.readVarInt();
        if (encoded == ByteReader.NEGATIVE_ZERO) encoded = 0;
        difference = encoded >> 1;
        left = (encoded & 1) == 0 ? 1 : bytes.readVarUint() + 2;
      }
      left--;
      value += difference;
      if (value < 0 || value > Limits.CLOCK_MAX) throw UpdateDecoderV1.tooLarge(value);
      return value;
    }
  }

  static final class Writer {
    private final ByteWriter bytes;
    private long run;
    private long difference;
    private long value;

    /// Has room for about so many values from the start.
    Writer(int values) {
      bytes = ByteWriter.roomFor(values, 3);
    }

    void write(long next) {
      if (next - value == difference) {
        run++;
      } else {
        flush();
        difference = next - value;
        run = 1;
      }
      value = next;
    }

    ByteWriter finish() {
      flush();
      run = 0;
      return bytes;
    }

    private void flush() {
      if (run == 0) return;
      bytes.writeVarInt(difference * 2 + (run > 1 ? 1 : 0));
      if (run > 1) bytes.writeVarUint(run - 2);
    }
  }
}

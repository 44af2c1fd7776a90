package dev.parley.crdt.codec;

/// A column of numbers from zero, where a negative sign says that the length of a run follows.
final class UintRuns {
  private UintRuns() {}

  static final class Reader {
    private final ByteReader bytes;
    private long left;
    private long value;

    Reader(ByteReader bytes) {
      this.bytes = bytes;
    }

    long read() {
      if (left == 0) {
        value = bytes.readVarInt();
        left = 1;
        if (value < 0) {
          value = value == ByteReader.NEGATIVE_ZERO ? 0 : -value;
          left = bytes.readVarUint() + 2;
        }
      }
      left--;
      return value;
    }
  }

  static final class Writer {
    private final ByteWriter bytes;
    private long run;
    private long value;

    /// Has room for about so many values from the start.
    Writer(int values) {
      bytes = ByteWriter.roomFor(values, 1);
    }

    void write(long next) {
      if (next == value) {
        run++;
        return;
      }
      flush();
      value = next;
      run = 1;
    }

    ByteWriter finish() {
      flush();
      run = 0;
      return bytes;
    }

    private void flush() {
      if (run == 0) return;
      bytes.writeSigned(value, run > 1);
      if (run > 1) bytes.writeVarUint(run - 2);
    }
  }
}

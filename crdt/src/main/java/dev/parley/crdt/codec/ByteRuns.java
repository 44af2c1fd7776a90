package dev.parley.crdt.codec;

/// A column of bytes, run-length encoded: each value with the length of its run, and the last one
/// without.
final class ByteRuns {
  private ByteRuns() {}

  static final class Reader {
    private final ByteReader bytes;
    private long left;
    private int value;

    Reader(ByteReader bytes) {
      this.bytes = bytes;
    }

    int read() {
      if (left == 0) {
        value = bytes.readByte();
        left = bytes.isEmpty() ? Long.MAX_VALUE : bytes.readVarUint() + 1;
      }
      left--;
      return value;
    }
  }

  static final class Writer {
    private final ByteWriter bytes;
    private long run;
    private int value;

    /// Has room for about so many values from the start.
    Writer(int values) {
      bytes = ByteWriter.roomFor(values, 2);
    }

    void write(int next) {
      if (run > 0 && next == value) {
        run++;
        return;
      }
      if (run > 0) bytes.writeVarUint(run - 1);
      bytes.writeByte(next);
      value = next;
      run = 1;
    }

    ByteWriter finish() {
      return bytes;
    }
  }
}

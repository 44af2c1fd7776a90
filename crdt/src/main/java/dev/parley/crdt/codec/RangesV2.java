package dev.parley.crdt.codec;

/// Ranges of clocks in the second format: each clock as its distance to the end of the range
/// before.
final class RangesV2 {
  private RangesV2() {}

  static class Reader implements RangeDecoder {
    final ByteReader rest;
    final Limits.Budget budget;
    private long clock;

    Reader(byte[] bytes, Limits limits) {
      rest = new ByteReader(bytes);
      budget = new Limits.Budget(limits, bytes.length);
    }

    @Override
    public long readVarUint() {
      return rest.readVarUint();
    }

    @Override
    public void resetDeleteSet() {
      budget.client();
      clock = 0;
    }

    @Override
    public long readDeleteClock() {
      budget.range();
      clock = UpdateDecoderV1.bounded(clock + rest.readVarUint());
      return clock;
    }

    @Override
    public long readDeleteLength() {
      var length = UpdateDecoderV1.bounded(rest.readVarUint() + 1);
      clock = UpdateDecoderV1.bounded(clock + length);
      return length;
    }
  }

  static class Writer implements RangeEncoder {
    final ByteWriter rest = new ByteWriter();
    private long clock;

    @Override
    public void writeVarUint(long value) {
      rest.writeVarUint(value);
    }

    @Override
    public void resetDeleteSet() {
      clock = 0;
    }

    @Override
    public void writeDeleteClock(long next) {
      rest.writeVarUint(next - clock);
      clock = next;
    }

    @Override
    public void writeDeleteLength(long length) {
      rest.writeVarUint(length - 1);
      clock += length;
    }

    @Override
    public byte[] toBytes() {
      return rest.toBytes();
    }
  }
}

package dev.parley.crdt.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The second format: a column for each part of a struct, and a stream for the rest.
final class UpdateEncoderV2 extends RangesV2.Writer implements StructEncoder {
  private final DiffRuns.Writer keyClocks = new DiffRuns.Writer();
  private final UintRuns.Writer clients = new UintRuns.Writer();
  private final DiffRuns.Writer leftClocks = new DiffRuns.Writer();
  private final DiffRuns.Writer rightClocks = new DiffRuns.Writer();
  private final ByteRuns.Writer infos = new ByteRuns.Writer();
  private final TextRuns.Writer texts = new TextRuns.Writer();
  private final ByteRuns.Writer parents = new ByteRuns.Writer();
  private final UintRuns.Writer typeRefs = new UintRuns.Writer();
  private final UintRuns.Writer lengths = new UintRuns.Writer();
  private long keyClock;

  /// What the length of a column takes at most, and the room that a number wants.
  private static final int LENGTH_BYTES_MAX = 8;

  @Override
  public void writeClient(long client) {
    clients.write(client);
  }

  @Override
  public void writeInfo(int info) {
    infos.write(info);
  }

  @Override
  public void writeLeftId(Id id) {
    clients.write(id.client());
    leftClocks.write(id.clock());
  }

  @Override
  public void writeRightId(Id id) {
    clients.write(id.client());
    rightClocks.write(id.clock());
  }

  @Override
  public void writeParentIsRoot(boolean root) {
    parents.write(root ? 1 : 0);
  }

  @Override
  public void writeString(String text) {
    texts.write(text);
  }

  /// Every key is written again, also a known one: Yjs never looks them up either.
  @Override
  public void writeKey(String key) {
    keyClocks.write(keyClock++);
    texts.write(key);
  }

  @Override
  public void writeTypeRef(int ref) {
    typeRefs.write(ref);
  }

  @Override
  public void writeLength(long length) {
    lengths.write(length);
  }

  @Override
  public void writeAny(@Nullable Object value) {
    AnyValues.write(rest, value);
  }

  @Override
  public void writeJson(@Nullable Object value) {
    AnyValues.write(rest, value);
  }

  @Override
  public void writeBuffer(byte[] bytes) {
    rest.writeVarBytes(bytes);
  }

  @Override
  public byte[] toBytes() {
    var columns =
        List.of(
            keyClocks.finish(),
            clients.finish(),
            leftClocks.finish(),
            rightClocks.finish(),
            infos.finish(),
            texts.finish(),
            parents.finish(),
            typeRefs.finish(),
            lengths.finish());
    var length = rest.size();
    for (var column : columns) length += LENGTH_BYTES_MAX + column.size();
    var all = new ByteWriter(length);
    all.writeVarUint(0);
    for (var column : columns) all.writeVarBytes(column);
    all.writeBytes(rest);
    return all.toBytes();
  }
}

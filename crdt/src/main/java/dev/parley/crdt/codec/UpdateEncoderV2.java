package dev.parley.crdt.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The second format: a column for each part of a struct, and a stream for the rest.
final class UpdateEncoderV2 extends RangesV2.Writer implements StructEncoder {
  private final DiffRuns.Writer keyClocks = new DiffRuns.Writer(0);
  private final UintRuns.Writer clients = new UintRuns.Writer(0);
  private final DiffRuns.Writer leftClocks;
  private final DiffRuns.Writer rightClocks;
  private final ByteRuns.Writer infos;
  private final TextRuns.Writer texts;
  private final ByteRuns.Writer parents = new ByteRuns.Writer(0);
  private final UintRuns.Writer typeRefs = new UintRuns.Writer(0);
  private final UintRuns.Writer lengths = new UintRuns.Writer(0);
  private long keyClock;

  UpdateEncoderV2(int structs) {
    leftClocks = new DiffRuns.Writer(structs);
    rightClocks = new DiffRuns.Writer(structs);
    infos = new ByteRuns.Writer(structs);
    texts = new TextRuns.Writer(structs);
  }

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
    var first =
        List.of(
            keyClocks.finish(),
            clients.finish(),
            leftClocks.finish(),
            rightClocks.finish(),
            infos.finish());
    var text = texts.finish();
    var last = List.of(parents.finish(), typeRefs.finish(), lengths.finish());
    var length = 1 + sized(first) + sized(text.size()) + sized(last) + rest.size();
    var all = new ByteWriter(length);
    all.writeVarUint(0);
    for (var column : first) all.writeVarBytes(column);
    text.writeTo(all);
    for (var column : last) all.writeVarBytes(column);
    all.writeBytes(rest);
    return all.lastBytes();
  }

  private static int sized(List<ByteWriter> columns) {
    var length = 0;
    for (var column : columns) length += sized(column.size());
    return length;
  }

  private static int sized(int length) {
    return ByteWriter.varUintBytes(length) + length;
  }
}

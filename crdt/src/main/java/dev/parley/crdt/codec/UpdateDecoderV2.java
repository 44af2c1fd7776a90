package dev.parley.crdt.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The second format: a column for each part of a struct, and a stream for the rest.
final class UpdateDecoderV2 extends RangesV2.Reader implements StructDecoder {
  private final DiffRuns.Reader keyClocks;
  private final UintRuns.Reader clients;
  private final DiffRuns.Reader leftClocks;
  private final DiffRuns.Reader rightClocks;
  private final ByteRuns.Reader infos;
  private final TextRuns.Reader texts;
  private final ByteRuns.Reader parents;
  private final UintRuns.Reader typeRefs;
  private final UintRuns.Reader lengths;
  private final List<String> keys = new ArrayList<>();

  UpdateDecoderV2(byte[] bytes, Limits limits) {
    super(bytes, limits);
    if (rest.readVarUint() != 0) throw new MalformedUpdate("a format of later times");
    keyClocks = new DiffRuns.Reader(rest.readVarSlice());
    clients = new UintRuns.Reader(rest.readVarSlice());
    leftClocks = new DiffRuns.Reader(rest.readVarSlice());
    rightClocks = new DiffRuns.Reader(rest.readVarSlice());
    infos = new ByteRuns.Reader(rest.readVarSlice());
    texts = new TextRuns.Reader(rest.readVarSlice());
    parents = new ByteRuns.Reader(rest.readVarSlice());
    typeRefs = new UintRuns.Reader(rest.readVarSlice());
    lengths = new UintRuns.Reader(rest.readVarSlice());
  }

  @Override
  public long readClient() {
    budget.client();
    return clients.read();
  }

  @Override
  public int readInfo() {
    budget.struct();
    return infos.read();
  }

  @Override
  public Id readLeftId() {
    return new Id(clients.read(), leftClocks.read());
  }

  @Override
  public Id readRightId() {
    return new Id(clients.read(), rightClocks.read());
  }

  @Override
  public boolean readParentIsRoot() {
    var root = parents.read();
    if (root > 1) throw new MalformedUpdate("a parent of unknown kind");
    return root == 1;
  }

  @Override
  public String readString() {
    budget.text();
    return texts.read();
  }

  @Override
  public String readName() {
    return budget.name(readString());
  }

  @Override
  public String readKey() {
    budget.text();
    var clock = keyClocks.read();
    if (clock < keys.size()) return keys.get((int) clock);
    var key = budget.name(texts.read());
    keys.add(key);
    return key;
  }

  @Override
  public int readTypeRef() {
    return (int) UpdateDecoderV1.bounded(typeRefs.read());
  }

  @Override
  public long readLength() {
    return UpdateDecoderV1.bounded(lengths.read());
  }

  @Override
  public @Nullable Object readAny() {
    return AnyValues.read(rest);
  }

  @Override
  public @Nullable Object readJson() {
    return AnyValues.read(rest);
  }

  @Override
  public byte[] readBuffer() {
    return rest.readVarBytes();
  }

  @Override
  public void skipLeftId() {
    clients.read();
    leftClocks.read();
  }

  @Override
  public void skipRightId() {
    clients.read();
    rightClocks.read();
  }

  @Override
  public long skipString() {
    budget.text();
    return texts.skip();
  }

  @Override
  public void skipAny() {
    AnyValues.skip(rest);
  }

  @Override
  public void skipJson() {
    AnyValues.skip(rest);
  }

  @Override
  public void skipBuffer() {
    rest.skipVarBytes();
  }
}

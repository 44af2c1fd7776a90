package dev.parley.crdt.sync;

import dev.parley.crdt.codec.ByteReader;
import dev.parley.crdt.codec.ByteWriter;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.ids.StateVector;

/// A message with which two peers come to have the same document. Each begins with a [Step1]; who
/// gets one answers with a [Step2]; what happens later is an [Update].
public sealed interface SyncMessage {

  /// Appends the message, so that it can stand within a larger frame.
  void write(ByteWriter writer);

  default byte[] encode() {
    var writer = new ByteWriter();
    write(writer);
    return writer.toBytes();
  }

  /// Reads one message and leaves what follows it. Updates are taken as they are: whether they are
  /// well-formed shows when they are applied.
  static SyncMessage read(ByteReader reader) {
    long kind = reader.readVarUint();
    if (kind == Step1.KIND) return new Step1(StateVector.decode(reader.readVarBytes()));
    if (kind == Step2.KIND) return new Step2(reader.readVarBytes());
    if (kind == Update.KIND) return new Update(reader.readVarBytes());
    throw new MalformedUpdate("no sync message: " + kind);
  }

  /// Reads a message that is all there is.
  static SyncMessage decode(byte[] bytes) {
    var reader = new ByteReader(bytes);
    var message = read(reader);
    if (!reader.isEmpty()) throw new MalformedUpdate("something follows a sync message");
    return message;
  }

  /// "This is what I have; send me the rest."
  ///
  /// @param vector what the sender knows
  record Step1(StateVector vector) implements SyncMessage {
    private static final long KIND = 0;

    @Override
    public void write(ByteWriter writer) {
      writer.writeVarUint(KIND);
      writer.writeVarBytes(vector.encode());
    }
  }

  /// The answer to a [Step1].
  final class Step2 extends Carrier implements SyncMessage {
    private static final long KIND = 1;

    public Step2(byte[] update) {
      super(KIND, update);
    }
  }

  /// What was edited just now.
  final class Update extends Carrier implements SyncMessage {
    private static final long KIND = 2;

    public Update(byte[] update) {
      super(KIND, update);
    }
  }
}

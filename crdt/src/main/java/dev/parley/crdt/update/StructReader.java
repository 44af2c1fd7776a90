package dev.parley.crdt.update;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.StructDecoder;
import dev.parley.crdt.ids.IdRanges;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Goes through the structs of one update, one at a time, and then its delete set. Belongs to one
/// thread.
final class StructReader {
  private static final int REF_MASK = 0x1F;
  private static final int ENTRY = 0x20;
  private static final int RIGHT = 0x40;
  private static final int LEFT = 0x80;
  private static final int GC = 0;
  static final int SKIP = 10;

  private final StructDecoder decoder;
  private long clientsLeft;
  private long structsLeft;
  private long client;
  private long clock;
  private boolean skip;
  private long end;

  private final Set<Long> seen = new HashSet<>();

  StructReader(StructDecoder decoder) {
    this.decoder = decoder;
    clientsLeft = decoder.readVarUint();
  }

  /// The next struct, or null when there is none left.
  @Nullable Struct next() {
    if (!begin()) return null;
    var info = decoder.readInfo();
    Struct struct;
    if ((info & REF_MASK) == SKIP) {
      struct = new Struct.Skip(client, clock, decoder.readVarUint());
    } else if ((info & REF_MASK) == GC) {
      struct = new Struct.Gc(client, clock, decoder.readLength());
    } else {
      struct = item(info);
    }
    finish(struct.length());
    return struct;
  }

  private Struct item(int info) {
    var left = (info & LEFT) == 0 ? null : earlier(decoder.readLeftId());
    var right = (info & RIGHT) == 0 ? null : earlier(decoder.readRightId());
    var entry = (info & ENTRY) != 0;
    var parent = left == null && right == null ? parent(entry) : null;
    var content = ContentReader.read(decoder, info & REF_MASK);
    return new Struct.Item(client, clock, left, right, parent, entry, content);
  }

  /// An id that an item needs, which is not one of its own or of what comes later.
  private Id earlier(Id id) {
    if (id.client() != client || id.clock() < clock) return id;
    throw new MalformedUpdate("needs what comes later");
  }

  private Struct.Parent parent(boolean entry) {
    String root = null;
    Id item = null;
    if (decoder.readParentIsRoot()) {
      root = decoder.readName();
    } else {
      item = earlier(decoder.readLeftId());
    }
    return new Struct.Parent(root, item, entry ? decoder.readName() : null);
  }

  /// Goes to the next struct without looking into it, and tells whether there is one.
  boolean advance() {
    if (!begin()) return false;
    var info = decoder.readInfo();
    skip = (info & REF_MASK) == SKIP;
    if (skip) {
      finish(decoder.readVarUint());
    } else if ((info & REF_MASK) == GC) {
      finish(decoder.readLength());
    } else {
      if ((info & LEFT) != 0) decoder.skipLeftId();
      if ((info & RIGHT) != 0) decoder.skipRightId();
      if ((info & (LEFT | RIGHT)) == 0) skipParent((info & ENTRY) != 0);
      finish(ContentReader.skip(decoder, info & REF_MASK));
    }
    return true;
  }

  private void skipParent(boolean entry) {
    if (decoder.readParentIsRoot()) {
      decoder.skipString();
    } else {
      decoder.skipLeftId();
    }
    if (entry) decoder.skipString();
  }

  /// Of the struct that [#advance] went to.
  long client() {
    return client;
  }

  /// The first clock of the struct that [#advance] went to.
  long clock() {
    return clock;
  }

  /// The first clock behind the struct that [#advance] went to.
  long end() {
    return end;
  }

  /// Whether [#advance] went to what the update does not have.
  boolean isSkip() {
    return skip;
  }

  /// When there is no struct left.
  IdRanges deletes() {
    return IdRanges.read(decoder);
  }

  /// When there is no struct left.
  void deletes(IdRanges.Builder into) {
    into.addAll(decoder);
  }

  private boolean begin() {
    clock = end;
    while (structsLeft == 0) {
      if (clientsLeft == 0) return false;
      clientsLeft--;
      structsLeft = decoder.readVarUint();
      client = decoder.readClient();
      clock = decoder.readVarUint();
      if (!seen.add(client)) throw new MalformedUpdate("client " + client + " twice");
      if (clock > Limits.CLOCK_MAX) throw tooLarge();
    }
    structsLeft--;
    return true;
  }

  private static MalformedUpdate tooLarge() {
    return new MalformedUpdate(
        MalformedUpdate.Reason.CLOCK_TOO_LARGE, "a client inserted too much");
  }

  private void finish(long length) {
    end = clock + length;
    if (length == 0) throw new MalformedUpdate("a struct without elements");
    if (end > Limits.CLOCK_MAX) throw tooLarge();
  }
}

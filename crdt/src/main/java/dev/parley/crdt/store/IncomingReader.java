package dev.parley.crdt.store;

import dev.parley.crdt.clients.ClientTable;
import dev.parley.crdt.clients.Ranges;
import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.MalformedUpdate.Reason;
import dev.parley.crdt.codec.StructDecoder;
import dev.parley.crdt.content.Kind;
import dev.parley.crdt.store.Struct.Hole;
import dev.parley.crdt.store.Struct.Tombstone;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Reads an update wholly and checks all that can be checked without the document, so that nothing
/// is half-applied.
final class IncomingReader {
  private static final int REF_MASK = 0x1f;
  private static final int HAS_KEY = 0x20;
  private static final int HAS_RIGHT = 0x40;
  private static final int HAS_LEFT = 0x80;

  private final ClientTable table;
  private final StructDecoder in;
  private final Incoming incoming = new Incoming(new ArrayList<>(1));

  private IncomingReader(ClientTable table, StructDecoder in) {
    this.table = table;
    this.in = in;
  }

  /// Throws [MalformedUpdate], and leaves the table as it was then.
  static Incoming read(ClientTable table, StructDecoder in) {
    var known = table.size();
    var complete = false;
    try {
      var reader = new IncomingReader(table, in);
      reader.readClients();
      reader.readDeletes();
      complete = true;
      return reader.incoming;
    } finally {
      if (!complete) table.truncate(known);
    }
  }

  private void readClients() {
    var clients = in.readVarUint();
    var seen = new HashSet<Long>();
    for (var i = 0L; i < clients; i++) {
      var structs = in.readVarUint();
      var client = in.readClient();
      if (!seen.add(client)) throw new MalformedUpdate("client " + client + " twice");
      var clock = in.readVarUint();
      var blocks = new Incoming.Blocks(table.indexOf(client));
      incoming.clients.add(blocks);
      readStructs(blocks, structs, clock);
    }
  }

  private void readStructs(Incoming.Blocks blocks, long structs, long firstClock) {
    var clock = checked(firstClock, 0);
    for (var i = 0L; i < structs; i++) {
      var struct = readStruct(blocks.client, clock);
      if (struct.length <= 0) throw new MalformedUpdate("a struct without elements");
      clock = checked(clock, struct.length);
      blocks.structs.add(struct);
    }
  }

  private Struct readStruct(int client, int clock) {
    var info = in.readInfo();
    return switch (info & REF_MASK) {
      case Kind.TOMBSTONE -> new Tombstone(client, clock, length(in.readLength()));
      case Kind.HOLE -> new Hole(client, clock, length(in.readVarUint()));
      default -> readItem(client, clock, info);
    };
  }

  private Item readItem(int client, int clock, int info) {
    var origin = (info & HAS_LEFT) != 0 ? in.readLeftId() : null;
    var right = (info & HAS_RIGHT) != 0 ? in.readRightId() : null;
    Branch parent = null;
    String key = null;
    if (origin == null && right == null) {
      parent = readParent(client, clock);
      if ((info & HAS_KEY) != 0) key = in.readName();
    }
    var item = readContent(client, clock, info & REF_MASK);
    item.parent = parent;
    item.parentSub = key;
    if (origin != null) {
      item.originClient = dependency(origin, client, clock);
      item.originClock = (int) origin.clock();
    }
    if (right != null) {
      item.rightClient = dependency(right, client, clock);
      item.rightClock = (int) right.clock();
    }
    return item;
  }

  private Item readContent(int client, int clock, int kind) {
    if (kind == Kind.DELETED) {
      return new Item(client, clock, length(in.readLength()), kind, null);
    }
    var payload = Contents.read(kind, in);
    return new Item(client, clock, Contents.length(kind, payload), kind, payload);
  }

  private Branch readParent(int client, int clock) {
    if (in.readParentIsRoot()) return new Branch(Branch.UNKNOWN, in.readName());
    var id = in.readLeftId();
    return Branch.reference(dependency(id, client, clock), (int) id.clock());
  }

  private int dependency(Id id, int client, int clock) {
    checked(id.clock(), 1);
    var index = table.indexOf(id.client());
    if (index == client && id.clock() >= clock) throw new MalformedUpdate("needs what comes later");
    return index;
  }

  private static int length(long length) {
    return checked(length, 0);
  }

  private static int checked(long clock, long length) {
    var end = clock + length;
    if (clock < 0 || end < 0 || end > Limits.CLOCK_MAX) {
      throw new MalformedUpdate(Reason.CLOCK_TOO_LARGE, "no clock: " + end);
    }
    return (int) end;
  }

  private void readDeletes() {
    var clients = in.readVarUint();
    for (var i = 0L; i < clients; i++) {
      in.resetDeleteSet();
      var id = in.readVarUint();
      var ranges = in.readVarUint();
      if (ranges == 0) continue;
      var client = table.indexOf(id);
      for (var j = 0L; j < ranges; j++) {
        var clock = in.readDeleteClock();
        var end = checked(clock, in.readDeleteLength());
        if (end > clock) incoming.deletes.add(client, (int) clock, end);
      }
    }
  }

  /// An update, read and found valid, before anything of it is integrated.
  static final class Incoming {
    final List<Blocks> clients;
    final Ranges deletes = new Ranges();

    Incoming(List<Blocks> clients) {
      this.clients = clients;
    }

    /// The structs of one client, by clock.
    static final class Blocks {
      final int client;
      final List<Struct> structs = new ArrayList<>(1);
      int next;

      Blocks(int client) {
        this.client = client;
      }

      boolean hasNext() {
        return next < structs.size();
      }

      Struct take() {
        return structs.get(next++);
      }
    }
  }
}

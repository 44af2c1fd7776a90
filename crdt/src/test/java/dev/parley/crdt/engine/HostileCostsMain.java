package dev.parley.crdt.engine;

import com.sun.management.ThreadMXBean;
import dev.parley.crdt.Doc;
import dev.parley.crdt.DocOptions;
import dev.parley.crdt.Text;
import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.StructEncoder;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.content.Kind;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What updates cost that are made to cost much: bytes, seconds of CPU, and the heap that the
/// document keeps. The table in the README is made with it. Arguments: the kilobytes of an attack
/// (256 by default), and the names of attacks (all by default).
final class HostileCostsMain {
  private static final int LEFT = 0x80;
  private static final int RIGHT = 0x40;
  private static final int KEY = 0x20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Updates of which the last is measured, and what is done with the document then.
  private record Attack(UpdateFormat format, List<byte[]> updates, Consumer<Doc> reading) {
    Attack(UpdateFormat format, byte[]... updates) {
      this(format, List.of(updates), doc -> {});
    }
  }

  private HostileCostsMain() {}

  public static void main(String[] arguments) {
    var bytes = arguments.length == 0 ? 256 << 10 : Integer.parseInt(arguments[0]) << 10;
    var names = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    attacks(bytes)
        .forEach((name, attack) -> {
          if (names.isEmpty() || names.contains(name)) measure(name, attack.get());
        });
    System.exit(0);
  }

  private static Map<String, Supplier<Attack>> attacks(int bytes) {
    var attacks = new LinkedHashMap<String, Supplier<Attack>>();
    attacks.put("structs-of-no-bytes", () -> new Attack(UpdateFormat.V2, tombstones(8_000)));
    attacks.put("types-of-no-bytes", () -> new Attack(UpdateFormat.V2, types(8_000)));
    attacks.put("types", () -> new Attack(UpdateFormat.V1, types(bytes / 5)));
    attacks.put("clients", () -> new Attack(UpdateFormat.V1, clients(bytes / 8)));
    attacks.put("clients-that-wait", () -> new Attack(UpdateFormat.V1, waiting(bytes / 12)));
    attacks.put("conflicts-of-clients", () -> new Attack(UpdateFormat.V1, conflicts(bytes / 13)));
    attacks.put("conflicts-of-one", () -> new Attack(UpdateFormat.V1, rights(bytes / 6)));
    attacks.put("one-key", () -> new Attack(UpdateFormat.V1, oneKey(bytes / 10)));
    attacks.put("splits-by-deletes", () -> splitsByDeletes(bytes));
    attacks.put("splits-by-inserts", () -> new Attack(UpdateFormat.V1, inserts(bytes)));
    attacks.put("nested-types", () -> new Attack(UpdateFormat.V1, nested(bytes / 6)));
    attacks.put("deletes-in-formats", () -> deletesInFormats(bytes / 6));
    attacks.put("formats-in-force", () -> formatsInForce(bytes, false));
    attacks.put("formats-in-force-read", () -> formatsInForce(bytes, true));
    return attacks;
  }

  private static void measure(String name, Attack attack) {
    var doc = new Doc(DocOptions.DEFAULT.withClient(1));
    var last = attack.updates.getLast();
    for (var update : attack.updates.subList(0, attack.updates.size() - 1)) {
      doc.applyUpdate(attack.format, update, null);
    }
    var heap = heap();
    var cpu = THREADS.getCurrentThreadCpuTime();
    var allocated = THREADS.getCurrentThreadAllocatedBytes();
    var outcome = "taken";
    try {
      doc.applyUpdate(attack.format, last, null);
      attack.reading.accept(doc);
    } catch (MalformedUpdate refused) {
      outcome = refused.code();
    } catch (OutOfMemoryError error) {
      outcome = "out of memory";
    }
    cpu = THREADS.getCurrentThreadCpuTime() - cpu;
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    var kept = heap() - heap;
    System.out.printf(
        "%-22s %,9d B  %6.2f s  kept %4.0fx  allocated %6.0fx  %s%n",
        name,
        last.length,
        cpu / 1e9,
        (double) kept / last.length,
        (double) allocated / last.length,
        outcome);
    if (doc.client() == 0) throw new IllegalStateException("the document is held till here");
  }

  private static long heap() {
    for (var i = 0; i < 3; i++) System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static byte[] update(UpdateFormat format, Consumer<StructEncoder> body) {
    var out = format.encoder();
    body.accept(out);
    return out.toBytes();
  }

  private static byte[] v1(int structs, long client, Consumer<StructEncoder> body) {
    return update(
        UpdateFormat.V1,
        out -> {
          out.writeVarUint(1);
          begin(out, structs, client);
          body.accept(out);
          out.writeVarUint(0);
        });
  }

  private static void begin(StructEncoder out, int structs, long client) {
    out.writeVarUint(structs);
    out.writeClient(client);
    out.writeVarUint(0);
  }

  private static void root(StructEncoder out, int info, String name) {
    out.writeInfo(info);
    out.writeParentIsRoot(true);
    out.writeString(name);
  }

  private static byte[] tombstones(int count) {
    return update(
        UpdateFormat.V2,
        out -> {
          out.writeVarUint(1);
          begin(out, count, 9);
          for (var i = 0; i < count; i++) {
            // Each before the one that came first, so that they do not join.
            if (i == 0) root(out, Kind.DELETED, "t");
            else {
              out.writeInfo(Kind.DELETED | RIGHT);
              out.writeRightId(new Id(9, i - 1));
            }
            out.writeLength(1);
          }
          out.writeVarUint(0);
        });
  }

  private static byte[] types(int count) {
    var format = count == 8_000 ? UpdateFormat.V2 : UpdateFormat.V1;
    return update(
        format,
        out -> {
          out.writeVarUint(1);
          begin(out, count, 9);
          for (var i = 0; i < count; i++) {
            if (i == 0) root(out, Kind.TYPE, "a");
            else {
              out.writeInfo(Kind.TYPE | LEFT);
              out.writeLeftId(new Id(9, i - 1));
            }
            out.writeTypeRef(1);
          }
          out.writeVarUint(0);
        });
  }

  private static byte[] clients(int count) {
    return update(
        UpdateFormat.V1,
        out -> {
          out.writeVarUint(count);
          for (var i = 0; i < count; i++) {
            begin(out, 1, 1_000_000 + i);
            out.writeInfo(Kind.TOMBSTONE);
            out.writeLength(1);
          }
          out.writeVarUint(0);
        });
  }

  private static byte[] waiting(int count) {
    return update(
        UpdateFormat.V1,
        out -> {
          out.writeVarUint(count);
          for (var i = 0; i < count; i++) {
            begin(out, 1, 1_000_000 + i);
            out.writeInfo(Kind.STRING | LEFT);
            out.writeLeftId(new Id(5, 1));
            out.writeString("x");
          }
          out.writeVarUint(0);
        });
  }

  /// All insert at the start of one list, the smallest client first.
  private static byte[] conflicts(int count) {
    return update(
        UpdateFormat.V1,
        out -> {
          out.writeVarUint(count);
          for (var i = 0; i < count; i++) {
            begin(out, 1, 1_000_000 + i);
            root(out, Kind.STRING, "t");
            out.writeString("x");
          }
          out.writeVarUint(0);
        });
  }

  /// A list, and then items that each belong somewhere between its start and another element.
  private static byte[] rights(int count) {
    var chain = count / 2;
    return v1(
        2 * chain,
        9,
        out -> {
          root(out, Kind.EMBED, "t");
          out.writeJson(1L);
          for (var i = 1; i < 2 * chain; i++) {
            out.writeInfo(Kind.EMBED | (i < chain ? LEFT : RIGHT));
            if (i < chain) out.writeLeftId(new Id(9, i - 1));
            else out.writeRightId(new Id(9, 2L * chain - i - 1));
            out.writeJson(1L);
          }
        });
  }

  private static byte[] oneKey(int count) {
    return v1(
        count,
        9,
        out -> {
          for (var i = 0; i < count; i++) {
            root(out, Kind.ANY | KEY, "m");
            out.writeString("k");
            out.writeLength(1);
            out.writeAny(null);
          }
        });
  }

  private static byte[] text(int length) {
    return v1(
        1,
        9,
        out -> {
          root(out, Kind.STRING, "t");
          out.writeString("x".repeat(length));
        });
  }

  private static Attack splitsByDeletes(int bytes) {
    var ranges = bytes / 4;
    var deletes =
        update(
            UpdateFormat.V1,
            out -> {
              out.writeVarUint(0);
              out.writeVarUint(1);
              out.resetDeleteSet();
              out.writeVarUint(9);
              out.writeVarUint(ranges);
              for (var i = 0; i < ranges; i++) {
                out.writeDeleteClock(2L * i);
                out.writeDeleteLength(1);
              }
            });
    return new Attack(UpdateFormat.V1, text(2 * ranges), deletes);
  }

  /// A text, and another client's items that each begin within it.
  private static byte[] inserts(int bytes) {
    var length = bytes / 3;
    var count = length / 4;
    return update(
        UpdateFormat.V1,
        out -> {
          out.writeVarUint(2);
          begin(out, 1, 9);
          root(out, Kind.STRING, "t");
          out.writeString("x".repeat(length));
          begin(out, count, 8);
          for (var i = 0; i < count; i++) {
            out.writeInfo(Kind.DELETED | LEFT);
            out.writeLeftId(new Id(9, 4L * i + 1));
            out.writeLength(1);
          }
          out.writeVarUint(0);
        });
  }

  private static byte[] nested(int count) {
    return v1(
        count,
        9,
        out -> {
          root(out, Kind.TYPE, "a");
          out.writeTypeRef(0);
          for (var i = 1; i < count; i++) {
            out.writeInfo(Kind.TYPE);
            out.writeParentIsRoot(false);
            out.writeLeftId(new Id(9, i - 1));
            out.writeTypeRef(0);
          }
        });
  }

  /// A text with a format and items that do not join, which are all deleted at once.
  private static Attack deletesInFormats(int count) {
    var inserts =
        v1(
            count + 2,
            9,
            out -> {
              root(out, Kind.TYPE, "a");
              out.writeTypeRef(2);
              out.writeInfo(Kind.FORMAT);
              out.writeParentIsRoot(false);
              out.writeLeftId(new Id(9, 0));
              out.writeKey("b");
              out.writeJson(true);
              for (var i = 0; i < count; i++) {
                out.writeInfo(Kind.EMBED | LEFT);
                out.writeLeftId(new Id(9, i + 1));
                out.writeJson(1L);
              }
            });
    var deletes =
        update(
            UpdateFormat.V1,
            out -> {
              out.writeVarUint(0);
              out.writeVarUint(1);
              out.resetDeleteSet();
              out.writeVarUint(9);
              out.writeVarUint(1);
              out.writeDeleteClock(2);
              out.writeDeleteLength(count);
            });
    return new Attack(UpdateFormat.V1, inserts, deletes);
  }

  /// Half of the bytes begin formats that never end, and the others are items among them.
  private static Attack formatsInForce(int bytes, boolean read) {
    var formats = bytes / 2 / 15;
    var items = bytes / 2 / 8;
    var type =
        v1(
            1,
            8,
            out -> {
              root(out, Kind.TYPE, "a");
              out.writeTypeRef(2);
            });
    var update =
        v1(
            formats + items,
            9,
            out -> {
              for (var i = 0; i < formats + items; i++) {
                out.writeInfo((i < formats ? Kind.FORMAT : Kind.EMBED) | (i == 0 ? 0 : LEFT));
                if (i == 0) out.writeParentIsRoot(false);
                out.writeLeftId(i == 0 ? new Id(8, 0) : new Id(9, i - 1));
                if (i < formats) out.writeKey(Integer.toString(i, 36));
                out.writeJson(1L);
              }
            });
    Consumer<Doc> reading =
        doc -> {
          if (doc.array("a").get(0) instanceof Text text) text.toDelta();
        };
    return new Attack(UpdateFormat.V1, List.of(type, update), read ? reading : doc -> {});
  }
}

package dev.parley.crdt.update;

import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.IdRanges;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes one update of few, struct for struct the one that Yjs makes. Takes a step for every struct
/// and looks at every update in it, so it is not for many. Belongs to one thread.
final class ExactMerging {
  /// The largest client and of it the earliest struct first. Those that are equal keep their order.
  private static final Comparator<Source> ORDER =
      Comparator.comparingLong((Source source) -> -source.first().client())
          .thenComparingLong(source -> source.first().clock());

  private final List<StructReader> readers = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final IdRanges.Builder deletes = IdRanges.builder();
  private final StructWriter target = new StructWriter();

  /// What is to be written next, unless more of it is found.
  private @Nullable Struct last;

  /// One of the updates, without its holes.
  private static final class Source {
    private final Supplier<@Nullable Struct> structs;
    private @Nullable Struct first;

    Source(Supplier<@Nullable Struct> structs) {
      this.structs = structs;
      advance();
    }

    void advance() {
      do {
        first = structs.get();
      } while (first instanceof Struct.Skip);
    }

    boolean isEmpty() {
      return first == null;
    }

    Struct first() {
      if (first == null) throw new IllegalStateException("nothing is left");
      return first;
    }

    boolean begins(long client) {
      return first != null && first.client() == client;
    }
  }

  void add(UpdateFormat format, byte[] update) {
    var reader = new StructReader(format.decoder(update));
    readers.add(reader);
    sources.add(new Source(isOrdered(format, update) ? reader::next : ordered(reader)));
  }

  /// Whether the largest client comes first, as Yjs writes it.
  private static boolean isOrdered(UpdateFormat format, byte[] update) {
    var reader = new StructReader(format.decoder(update));
    var last = Long.MAX_VALUE;
    while (reader.advance()) {
      if (reader.client() > last) return false;
      last = reader.client();
    }
    return true;
  }

  /// The structs of an update that somebody else wrote in another order.
  private static Supplier<@Nullable Struct> ordered(StructReader reader) {
    var structs = new ArrayList<Struct>();
    for (var struct = reader.next(); struct != null; struct = reader.next()) structs.add(struct);
    structs.sort(Comparator.comparingLong(Struct::client).reversed());
    var left = structs.iterator();
    return () -> left.hasNext() ? left.next() : null;
  }

  byte[] finish(UpdateFormat format) {
    var open = new ArrayList<>(sources);
    open.removeIf(Source::isEmpty);
    while (!open.isEmpty()) {
      open.sort(ORDER);
      step(open.getFirst());
      open.removeIf(Source::isEmpty);
    }
    if (last != null) target.add(last);
    for (var reader : readers) reader.deletes(deletes);
    return target.finish(format, deletes.build());
  }

  /// Takes what is next of the source, and then all that follows it there without a hole.
  private void step(Source source) {
    var client = source.first().client();
    var before = last;
    if (before == null) {
      last = source.first();
      source.advance();
    } else if (!passKnown(source, before, client)) {
      return;
    } else if (before.client() == client) {
      append(source, before);
    } else {
      take(source, source.first());
    }
    while (source.begins(client) && last != null && source.first().clock() == last.end()) {
      take(source, source.first());
    }
  }

  /// Passes by what was taken already. Tells whether the source is still the one to take from.
  private static boolean passKnown(Source source, Struct before, long client) {
    var passed = false;
    while (!source.isEmpty()
        && source.first().end() <= before.end()
        && source.first().client() >= before.client()) {
      source.advance();
      passed = true;
    }
    return source.begins(client) && !(passed && source.first().clock() > before.end());
  }

  private void append(Source source, Struct before) {
    var next = source.first();
    if (next.clock() > before.end()) {
      write(new Struct.Skip(next.client(), before.end(), next.clock() - before.end()));
      return;
    }
    var rest = next.clock() < before.end() ? next.from(before.end() - next.clock()) : next;
    if (before instanceof Struct.Gc && rest instanceof Struct.Gc) {
      last = new Struct.Gc(before.client(), before.clock(), rest.end() - before.clock());
    } else {
      take(source, rest);
    }
  }

  private void take(Source source, Struct struct) {
    write(struct);
    source.advance();
  }

  private void write(Struct struct) {
    if (last != null) target.add(last);
    last = struct;
  }
}

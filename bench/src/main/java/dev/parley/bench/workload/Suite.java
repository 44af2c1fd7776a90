package dev.parley.bench.workload;

import dev.parley.bench.workload.Edit.Delete;
import dev.parley.bench.workload.Edit.Insert;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// B1, B2 and B3 of the crdt-benchmarks: one who types, two at once, very many at once.
final class Suite {
  private static final int N = Edits.N;
  private static final int CLIENTS = 20 * (int) Math.sqrt(N);
  private static final long ADA = 2654435769L;
  private static final long BEN = 1640531527L;
  private static final long FIRST = 3432918353L;
  private static final long READER = 3735928559L;
  private static final int BEFORE = 100;

  private final Meter meter;

  Suite(Meter meter) {
    this.meter = meter;
  }

  private interface Change {
    void apply(Replica to, int turn);
  }

  private record Typed(Replica writer, Replica reader, List<byte[]> updates) {}

  private record Met(Replica ada, Replica ben, List<byte[]> updates) {}

  private static Map<String, Function<Draws, List<Edit>>> one() {
    var cases = new LinkedHashMap<String, Function<Draws, List<Edit>>>();
    cases.put("B1.1", draws -> Edits.times(i -> new Insert(i, draws.word(1, 1))));
    cases.put("B1.2", draws -> List.of(new Insert(0, draws.word(N, N))));
    cases.put("B1.3", draws -> Edits.times(_ -> new Insert(0, draws.word(1, 1))));
    cases.put("B1.4", draws -> Edits.anywhere(draws, 0, 1, 1));
    cases.put("B1.5", draws -> Edits.anywhere(draws, 0, 2, 10));
    cases.put("B1.6", draws -> List.of(new Insert(0, draws.word(N, N)), new Delete(0, N)));
    cases.put("B1.7", Edits::mixed);
    cases.put("B1.8", draws -> Edits.times(i -> Edits.put(i, draws)));
    cases.put("B1.9", draws -> List.of(Edits.numbers(draws)));
    cases.put("B1.10", draws -> Edits.times(_ -> Edits.put(0, draws)));
    cases.put("B1.11", draws -> Edits.times(i -> Edits.put(draws.below(i + 1), draws)));
    return cases;
  }

  private static Map<String, Function<Draws, List<Edit>>> two() {
    var cases = new LinkedHashMap<String, Function<Draws, List<Edit>>>();
    cases.put("B2.1", draws -> List.of(new Insert(0, draws.word(N, N))));
    cases.put("B2.2", draws -> Edits.anywhere(draws, BEFORE, 1, 1));
    cases.put("B2.3", draws -> Edits.anywhere(draws, BEFORE, 3, 9));
    cases.put("B2.4", draws -> Edits.wordsAndMixed(draws, BEFORE));
    return cases;
  }

  private static Map<String, Change> many() {
    var cases = new LinkedHashMap<String, Change>();
    cases.put("B3.1", (it, i) -> it.map().put("v", i));
    cases.put("B3.2", (it, i) -> it.map().put("v", person(i)));
    cases.put("B3.3", (it, i) -> it.map().put("v", ("" + i).repeat(CLIENTS)));
    cases.put("B3.4", (it, i) -> it.array().insert(0, "" + i));
    cases.put("B3.5", (it, i) -> it.text().insert(0, "" + i));
    return cases;
  }

  private static Map<String, String> person(int number) {
    var person = new LinkedHashMap<String, String>();
    person.put("name", "" + number);
    person.put("address", "here");
    return person;
  }

  private static Draws draws(String name) {
    var numbers = name.substring(1).split("\\.", -1);
    return new Draws(100 * Integer.parseInt(numbers[0]) + Integer.parseInt(numbers[1]));
  }

  void b1() {
    one()
        .forEach((name, make) -> {
          var edits = make.apply(draws(name));
          meter.warm(name + " time", () -> typed(edits));
          var typed = typed(edits);
          same(name, typed.writer, typed.reader);
          update(name, bytes(typed.updates) / (edits.size() == N ? N : 1.0));
          finish(name, typed.writer);
        });
  }

  private static Typed typed(List<Edit> edits) {
    var updates = new ArrayList<byte[]>();
    var writer = Replica.of(ADA).writingTo(updates);
    var reader = Replica.of(BEN);
    for (var edit : edits) edit.apply(writer);
    for (var update : updates) reader.apply(update);
    return new Typed(writer, reader, updates);
  }

  void b2() {
    two()
        .forEach((name, make) -> {
          var draws = draws(name);
          var first = Replica.of(FIRST);
          first.text().insert(0, draws.word(BEFORE, BEFORE));
          var start = first.encoded();
          var adas = make.apply(draws);
          var bens = make.apply(draws);
          meter.warm(name + " time", () -> met(start, adas, bens));
          var met = met(start, adas, bens);
          same(name, met.ada, met.ben);
          update(name, bytes(met.updates) / 2.0);
          finish(name, met.ada);
        });
  }

  private static Met met(byte[] start, List<Edit> adas, List<Edit> bens) {
    var fromAda = new ArrayList<byte[]>();
    var fromBen = new ArrayList<byte[]>();
    var ada = begun(start, ADA).writingTo(fromAda);
    var ben = begun(start, BEN).writingTo(fromBen);
    ada.doc().transact(() -> adas.forEach(edit -> edit.apply(ada)));
    ben.doc().transact(() -> bens.forEach(edit -> edit.apply(ben)));
    var sent = new ArrayList<>(fromAda);
    sent.addAll(fromBen);
    var adasOwn = List.copyOf(fromAda);
    List.copyOf(fromBen).forEach(ada::apply);
    adasOwn.forEach(ben::apply);
    return new Met(ada, ben, sent);
  }

  private static Replica begun(byte[] start, long client) {
    var it = Replica.of(client);
    it.apply(start);
    return it;
  }

  void b3() {
    many()
        .forEach((name, change) -> {
          var draws = draws(name);
          var updates = new ArrayList<byte[]>();
          for (int i = 0; i < CLIENTS; i++) {
            change.apply(Replica.of(Edits.number(draws)).writingTo(updates), i);
          }
          meter.warm(name + " time", () -> gathered(updates, true));
          update(name, bytes(updates) / (double) CLIENTS);
          finish(name, gathered(updates, true));
          if (name.equals("B3.1")) meter.warm("1,540 clients", () -> gathered(updates, false));
        });
  }

  private static Replica gathered(List<byte[]> updates, boolean together) {
    var it = Replica.of(READER);
    if (together) it.doc().transact(() -> updates.forEach(it::apply));
    else updates.forEach(it::apply);
    return it;
  }

  private void update(String name, double bytes) {
    meter.value(name + " update", Reading.Unit.BYTES, bytes);
  }

  /// What a document costs once it is made: encoding it, and reading it elsewhere.
  private void finish(String name, Replica it) {
    var bytes = it.encoded();
    meter.value(name + " document", Reading.Unit.BYTES, bytes.length);
    meter.fact(
        name + " document", Meter.digest(bytes) + " " + Meter.digest(it.doc().encodeState()));
    meter.warm(name + " encode", it::encoded);
    meter.warm(name + " parse", () -> begun(bytes, READER).read());
  }

  private static long bytes(Collection<byte[]> updates) {
    return updates.stream().mapToLong(update -> update.length).sum();
  }

  private void same(String name, Replica one, Replica other) {
    meter.fact(name + " replicas", one.read().equals(other.read()) ? "equal" : "different");
  }
}

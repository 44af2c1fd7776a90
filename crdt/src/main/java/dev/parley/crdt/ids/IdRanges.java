package dev.parley.crdt.ids;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.RangeDecoder;
import dev.parley.crdt.codec.RangeEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/// A set of ids, kept as ranges of clocks per client, which ascend and never touch. Among others, a
/// delete set. Cannot change.
public final class IdRanges {
  public static final IdRanges NONE = new IdRanges(new TreeMap<>());

  private static final long[] NO_SPANS = {};

  /// None is empty.
  private final NavigableMap<Long, long[]> spans;

  private IdRanges(NavigableMap<Long, long[]> spans) {
    this.spans = spans;
  }

  /// Hears of ranges.
  @FunctionalInterface
  public interface Visitor {
    void visit(long client, long clock, long length);
  }

  public static Builder builder() {
    return new Builder();
  }

  /// Reads a delete set. Its ranges may come in any order, overlap and be empty.
  public static IdRanges read(RangeDecoder decoder) {
    return builder().addAll(decoder).build();
  }

  /// Writes a delete set: the largest client first.
  public void write(RangeEncoder encoder) {
    encoder.writeVarUint(spans.size());
    spans
        .descendingMap()
        .forEach((client, pairs) -> {
          encoder.resetDeleteSet();
          encoder.writeVarUint(client);
          encoder.writeVarUint(pairs.length / 2);
          for (var i = 0; i < pairs.length; i += 2) {
            encoder.writeDeleteClock(pairs[i]);
            encoder.writeDeleteLength(pairs[i + 1] - pairs[i]);
          }
        });
  }

  public boolean isEmpty() {
    return spans.isEmpty();
  }

  public boolean contains(Id id) {
    return Spans.contain(spansOf(id.client()), id.clock());
  }

  /// Whether this has every id of the range.
  public boolean contains(long client, long clock, long length) {
    return length == 0 || Spans.cover(spansOf(client), clock, clock + length);
  }

  public boolean containsAll(IdRanges other) {
    return other.minus(this).isEmpty();
  }

  public IdRanges union(IdRanges other) {
    if (other.isEmpty()) return this;
    if (isEmpty()) return other;
    var all = new TreeMap<>(spans);
    other.spans.forEach((client, pairs) -> all.merge(client, pairs, Spans::union));
    return new IdRanges(all);
  }

  /// What both have.
  public IdRanges intersection(IdRanges other) {
    return each(other, Spans::intersection);
  }

  /// What the other does not have.
  public IdRanges minus(IdRanges other) {
    return each(other, Spans::difference);
  }

  private IdRanges each(IdRanges other, BinaryOperator<long[]> operator) {
    var results = new TreeMap<Long, long[]>();
    spans.forEach((client, pairs) -> {
      var result = operator.apply(pairs, other.spansOf(client));
      if (result.length > 0) results.put(client, result);
    });
    return new IdRanges(results);
  }

  /// The clients of whom this has ids, the largest first.
  public List<Long> clients() {
    return List.copyOf(spans.descendingKeySet());
  }

  /// The ranges of one client, ascending.
  public List<Range> ranges(long client) {
    var pairs = spansOf(client);
    return IntStream.range(0, pairs.length / 2)
        .mapToObj(i -> new Range(pairs[2 * i], pairs[2 * i + 1] - pairs[2 * i]))
        .toList();
  }

  /// The ranges of one client between two clocks, ascending.
  public List<Range> ranges(long client, long clock, long end) {
    var ranges = new ArrayList<Range>();
    var pairs = spansOf(client);
    for (var i = Spans.ending(pairs, clock); i < pairs.length && pairs[i] < end; i += 2) {
      var first = Math.max(clock, pairs[i]);
      ranges.add(new Range(first, Math.min(end, pairs[i + 1]) - first));
    }
    return ranges;
  }

  /// Tells all ranges: the largest client first, and its clocks ascending.
  public void forEach(Visitor visitor) {
    spans
        .descendingMap()
        .forEach((client, pairs) -> {
          for (var i = 0; i < pairs.length; i += 2) {
            visitor.visit(client, pairs[i], pairs[i + 1] - pairs[i]);
          }
        });
  }

  private long[] spansOf(long client) {
    return spans.getOrDefault(client, NO_SPANS);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof IdRanges other
        && spans.keySet().equals(other.spans.keySet())
        && spans.entrySet().stream()
            .allMatch(entry -> Arrays.equals(entry.getValue(), other.spansOf(entry.getKey())));
  }

  @Override
  public int hashCode() {
    var hash = 0;
    for (var entry : spans.entrySet()) {
      hash += entry.getKey().hashCode() ^ Arrays.hashCode(entry.getValue());
    }
    return hash;
  }

  @Override
  public String toString() {
    var text = new StringBuilder("{");
    forEach((client, clock, length) ->
        text.append(text.length() > 1 ? ", " : "")
            .append(client)
            .append(':')
            .append(clock)
            .append('+')
            .append(length));
    return text.append('}').toString();
  }

  /// Collects ranges in any order. Belongs to one thread.
  public static final class Builder {
    private final Map<Long, Pairs> pairs = new HashMap<>();
    private long lastClient = -1;
    private Pairs last = new Pairs();

    private Builder() {}

    public Builder add(long client, long clock, long length) {
      if (length == 0) return this;
      if (client != lastClient) {
        lastClient = client;
        last = pairs.computeIfAbsent(client, absent -> new Pairs());
      }
      last.add(clock, clock + length);
      return this;
    }

    public Builder addAll(IdRanges ranges) {
      ranges.forEach(this::add);
      return this;
    }

    /// Reads a delete set, as [IdRanges#read] does.
    public Builder addAll(RangeDecoder decoder) {
      for (var clients = decoder.readVarUint(); clients > 0; clients--) {
        decoder.resetDeleteSet();
        var client = decoder.readVarUint();
        for (var left = decoder.readVarUint(); left > 0; left--) {
          var clock = decoder.readDeleteClock();
          var length = decoder.readDeleteLength();
          if (clock + length > Limits.CLOCK_MAX) throw new MalformedUpdate("a range ends too late");
          add(client, clock, length);
        }
      }
      return this;
    }

    public boolean isEmpty() {
      return pairs.isEmpty();
    }

    public IdRanges build() {
      var spans = new TreeMap<Long, long[]>();
      pairs.forEach((client, own) -> spans.put(client, Spans.normal(own.values, own.size)));
      return spans.isEmpty() ? NONE : new IdRanges(spans);
    }
  }

  /// Pairs that grow.
  private static final class Pairs {
    private long[] values = new long[4];
    private int size;

    void add(long clock, long end) {
      if (size > 0 && values[size - 1] == clock) {
        values[size - 1] = end;
        return;
      }
      if (size == values.length) values = Arrays.copyOf(values, size * 2);
      values[size++] = clock;
      values[size++] = end;
    }
  }
}

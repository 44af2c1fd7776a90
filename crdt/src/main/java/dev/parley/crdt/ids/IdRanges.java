package dev.parley.crdt.ids;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.MalformedUpdate.Reason;
import dev.parley.crdt.codec.RangeDecoder;
import dev.parley.crdt.codec.RangeEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A set of ids, kept as ranges of clocks per client, which ascend and never touch. Among others, a
/// delete set. Cannot change.
public final class IdRanges {
  private static final long[] NO_SPANS = {};

  public static final IdRanges NONE = new IdRanges(new long[0], new long[0][]);

  /// They ascend.
  private final long[] clients;

  /// Of each client. None is empty.
  private final long[][] spans;

  private IdRanges(long[] clients, long[][] spans) {
    this.clients = clients;
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
    encoder.writeVarUint(clients.length);
    for (var at = clients.length - 1; at >= 0; at--) {
      var pairs = spans[at];
      encoder.resetDeleteSet();
      encoder.writeVarUint(clients[at]);
      encoder.writeVarUint(pairs.length / 2);
      for (var i = 0; i < pairs.length; i += 2) {
        encoder.writeDeleteClock(pairs[i]);
        encoder.writeDeleteLength(pairs[i + 1] - pairs[i]);
      }
    }
  }

  public boolean isEmpty() {
    return clients.length == 0;
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
    return builder().addAll(this).addAll(other).build();
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
    var kept = new long[clients.length];
    var results = new long[clients.length][];
    var size = 0;
    for (var at = 0; at < clients.length; at++) {
      var result = operator.apply(spans[at], other.spansOf(clients[at]));
      if (result.length == 0) continue;
      kept[size] = clients[at];
      results[size++] = result;
    }
    return size == 0 ? NONE : new IdRanges(Arrays.copyOf(kept, size), Arrays.copyOf(results, size));
  }

  /// The clients of whom this has ids, the largest first.
  public List<Long> clients() {
    return LongStream.of(clients).boxed().toList().reversed();
  }

  /// The ranges of one client, ascending.
  public List<Range> ranges(long client) {
    return ranges(client, 0, Long.MAX_VALUE);
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
    for (var at = clients.length - 1; at >= 0; at--) {
      var pairs = spans[at];
      for (var i = 0; i < pairs.length; i += 2) {
        visitor.visit(clients[at], pairs[i], pairs[i + 1] - pairs[i]);
      }
    }
  }

  private long[] spansOf(long client) {
    var at = Arrays.binarySearch(clients, client);
    return at < 0 ? NO_SPANS : spans[at];
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof IdRanges other
        && Arrays.equals(clients, other.clients)
        && Arrays.deepEquals(spans, other.spans);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(clients) * 31 + Arrays.deepHashCode(spans);
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
    private static final Comparator<Pairs> BY_CLIENT =
        Comparator.comparingLong(pairs -> pairs.client);

    /// Those of the client that was added to last.
    private @Nullable Pairs last;

    /// Those of all clients, when there are several.
    private final Map<Long, Pairs> all = new HashMap<>();

    private Builder() {}

    /// Of no range may a clock be below zero or above [Limits#CLOCK_MAX].
    public Builder add(long client, long clock, long length) {
      if (clock < 0 || length > Limits.CLOCK_MAX - clock) {
        throw new IllegalArgumentException("no clocks: " + clock + '+' + length);
      }
      if (length > 0) pairsOf(client).add(clock, clock + length);
      return this;
    }

    private Pairs pairsOf(long client) {
      var pairs = last;
      if (pairs != null && pairs.client == client) return pairs;
      if (pairs == null) {
        pairs = new Pairs(client);
      } else {
        all.putIfAbsent(pairs.client, pairs);
        pairs = all.computeIfAbsent(client, Pairs::new);
      }
      last = pairs;
      return pairs;
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
          if (clock + length > Limits.CLOCK_MAX) {
            throw new MalformedUpdate(Reason.CLOCK_TOO_LARGE, "a range ends too late");
          }
          add(client, clock, length);
        }
      }
      return this;
    }

    public boolean isEmpty() {
      return last == null;
    }

    public IdRanges build() {
      if (last == null) return NONE;
      var pairs = all.isEmpty() ? List.of(last) : all.values().stream().sorted(BY_CLIENT).toList();
      var clients = new long[pairs.size()];
      var spans = new long[clients.length][];
      for (var at = 0; at < clients.length; at++) {
        var own = pairs.get(at);
        clients[at] = own.client;
        spans[at] = Spans.normal(own.values, own.size);
      }
      return new IdRanges(clients, spans);
    }
  }

  /// Pairs of one client that grow.
  private static final class Pairs {
    private final long client;
    private long[] values = new long[2];
    private int size;

    Pairs(long client) {
      this.client = client;
    }

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

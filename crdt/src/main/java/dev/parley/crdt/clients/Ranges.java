package dev.parley.crdt.clients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ranges of clocks per client: what was deleted, or inserted.
public final class Ranges {
  private static final int FEW = 4;

  private final List<OfClient> clients = new ArrayList<>(1);
  private @Nullable Map<Integer, OfClient> byClient;

  /// Of one client: pairs of a first clock and the clock after the last.
  public static final class OfClient {
    private final int client;
    private int[] bounds = new int[4];
    private int size;
    private boolean tidy = true;

    OfClient(int client) {
      this.client = client;
    }

    public int client() {
      return client;
    }

    public int size() {
      return size;
    }

    public int start(int range) {
      return bounds[2 * range];
    }

    public int end(int range) {
      return bounds[2 * range + 1];
    }

    /// The starts and the ends of the ranges in turn, from 0 on.
    public int bound(int index) {
      return bounds[index];
    }

    /// Whether the ranges ascend and do not overlap.
    public boolean isTidy() {
      return tidy;
    }

    public void add(int start, int end) {
      if (size > 0) {
        var last = 2 * size - 1;
        if (bounds[last] == start) {
          bounds[last] = end;
          return;
        }
        if (start < bounds[last]) tidy = false;
      }
      if (2 * size == bounds.length) bounds = Arrays.copyOf(bounds, 4 * size);
      bounds[2 * size] = start;
      bounds[2 * size + 1] = end;
      size++;
    }

    public void tidy() {
      if (tidy) return;
      var packed = new long[size];
      for (var i = 0; i < size; i++) packed[i] = ((long) start(i) << 32) | end(i);
      Arrays.sort(packed);
      size = 0;
      tidy = true;
      for (var range : packed) join((int) (range >>> 32), (int) range);
    }

    private void join(int start, int end) {
      var last = 2 * size - 1;
      if (size > 0 && start <= bounds[last]) bounds[last] = Math.max(bounds[last], end);
      else add(start, end);
    }

    public boolean contains(int clock) {
      var low = 0;
      var high = size - 1;
      while (low <= high) {
        var middle = (low + high) >>> 1;
        if (clock < start(middle)) high = middle - 1;
        else if (clock >= end(middle)) low = middle + 1;
        else return true;
      }
      return false;
    }
  }

  public boolean isEmpty() {
    return clients.isEmpty();
  }

  /// How many ranges there are.
  public int count() {
    var count = 0;
    for (var ranges : clients) count += ranges.size;
    return count;
  }

  public List<OfClient> clients() {
    return clients;
  }

  public void add(int client, int start, int end) {
    of(client).add(start, end);
  }

  private OfClient of(int client) {
    var found = find(client);
    if (found != null) return found;
    var ranges = new OfClient(client);
    clients.add(ranges);
    if (byClient != null) byClient.put(client, ranges);
    return ranges;
  }

  public @Nullable OfClient find(int client) {
    if (clients.size() > FEW) return index().get(client);
    for (var ranges : clients) if (ranges.client == client) return ranges;
    return null;
  }

  private Map<Integer, OfClient> index() {
    var index = byClient;
    if (index != null) return index;
    index = new HashMap<>();
    for (var ranges : clients) index.put(ranges.client, ranges);
    byClient = index;
    return index;
  }

  /// Sorts the ranges of each client and joins those that touch.
  public void tidy() {
    for (var ranges : clients) ranges.tidy();
  }

  /// Whether an element is in a range; the ranges are tidy.
  public boolean contains(int client, int clock) {
    var ranges = find(client);
    return ranges != null && ranges.contains(clock);
  }

  public void addAll(Ranges other) {
    for (var ranges : other.clients) {
      for (var i = 0; i < ranges.size(); i++) add(ranges.client, ranges.start(i), ranges.end(i));
    }
  }
}

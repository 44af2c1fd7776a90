package dev.parley.platform.bus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The channels that are wanted of one connection, and how far it has been asked for them and its
/// server has confirmed: a channel is heard when the last request for it was confirmed. Nothing
/// here talks to Redis. Safe for any thread.
final class Roll {
  private static final class Entry {
    CompletableFuture<Void> heard = new CompletableFuture<>();
    boolean wanted;

    /// Whether the last request was to subscribe, and its number.
    boolean asked;

    long request;

    /// Requests without an answer, of both kinds.
    int joining;

    int leaving;

    boolean isHeard() {
      return asked && joining == 0;
    }

    boolean isIdle() {
      return !wanted && !asked && joining + leaving == 0;
    }
  }

  private final Map<String, Entry> entries = new HashMap<>();

  /// Channels whose entry may call for a request.
  private final Set<String> changed = new LinkedHashSet<>();

  private long requests;

  /// What has to be asked of the server.
  record Requests(List<String> join, List<String> leave) {}

  /// The roll of the next connection, which has to be asked for all that is wanted.
  synchronized Roll again() {
    var next = new Roll();
    entries.forEach((channel, entry) -> {
      if (entry.wanted) next.want(channel);
    });
    return next;
  }

  /// Wants a channel. The stage completes when it is heard, or when nobody can tell ([#release]).
  synchronized CompletionStage<Void> want(String channel) {
    var entry = entries.computeIfAbsent(channel, _ -> new Entry());
    entry.wanted = true;
    if (entry.isHeard()) return CompletableFuture.completedFuture(null);
    if (entry.heard.isDone()) entry.heard = new CompletableFuture<>();
    changed.add(channel);
    return entry.heard;
  }

  synchronized void unwant(String channel) {
    var entry = entries.get(channel);
    if (entry == null) return;
    entry.wanted = false;
    entry.heard.complete(null);
    changed.add(channel);
  }

  /// Takes what is to be asked now. It has to be asked before anyone takes again.
  synchronized Requests take() {
    var taken = new Requests(new ArrayList<>(), new ArrayList<>());
    for (var channel : changed) {
      var entry = entries.get(channel);
      if (entry == null || entry.wanted == entry.asked) continue;
      entry.asked = entry.wanted;
      entry.request = ++requests;
      if (entry.wanted) entry.joining++;
      else entry.leaving++;
      (entry.wanted ? taken.join : taken.leave).add(channel);
    }
    changed.clear();
    return taken;
  }

  /// The server has confirmed a request to subscribe.
  synchronized void joined(String channel) {
    var entry = entries.get(channel);
    if (entry == null || entry.joining == 0) return;
    entry.joining--;
    if (entry.isHeard()) entry.heard.complete(null);
  }

  /// The server has refused requests to subscribe.
  synchronized void refused(Collection<String> channels) {
    for (var channel : channels) {
      var entry = entries.get(channel);
      if (entry == null || entry.joining == 0) continue;
      entry.joining--;
      if (entry.joining == 0) unask(channel, entry);
    }
  }

  /// The server has ended a subscription; true when nobody had asked for that. Answers come in the
  /// order of the requests, so what ends before a request to subscribe is answered is the one
  /// before.
  synchronized boolean left(String channel) {
    var entry = entries.get(channel);
    if (entry == null) return false;
    boolean lost = entry.leaving == 0 && entry.isHeard();
    if (entry.leaving > 0) entry.leaving--;
    if (lost) unask(channel, entry);
    else if (entry.isIdle()) entries.remove(channel);
    return lost;
  }

  private void unask(String channel, Entry entry) {
    entry.asked = false;
    changed.add(channel);
    if (entry.isIdle()) entries.remove(channel);
  }

  /// Nobody waits any longer: it is in doubt what is heard.
  synchronized void release() {
    for (var entry : entries.values()) entry.heard.complete(null);
  }

  /// The number of the last request.
  synchronized long requests() {
    return requests;
  }

  /// Whether all that is wanted is heard, save what was asked for after a request.
  synchronized boolean isHeardUpTo(long request) {
    for (var entry : entries.values()) {
      boolean later = entry.asked && entry.request > request;
      if (entry.wanted && !entry.isHeard() && !later) return false;
    }
    return true;
  }

  synchronized boolean isEmpty() {
    return entries.values().stream().noneMatch(entry -> entry.wanted);
  }
}

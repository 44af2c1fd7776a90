package dev.parley.client;

import dev.parley.client.Message.Draft;
import dev.parley.client.store.Store;
import dev.parley.protocol.Problem.Retry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Messages on their way, also while there is no connection. Each is sent under its client id as
/// often as it takes, and has effect once. Within a conversation they leave in order, one at a
/// time. Used on the loop alone, but for [#forget].
final class Outbox {
  /// Most messages that wait, all conversations together.
  static final int QUEUE_MAX = 10_000;

  static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private record Entry(Draft draft, CompletableFuture<Message> sent) {}

  /// As the store has it; the order is that in which they were sent.
  private record Kept(long order, Draft draft) {}

  private static final long MICROS = 1_000;

  /// The messages of one conversation.
  private static final class Line {
    final Queue<Entry> entries = new ArrayDeque<>();
    boolean busy;
    Loop.Timer retry = Loop.Timer.NONE;
  }

  private final Loop loop;
  private final Backoff backoff;
  private final Store store;
  private final String prefix;

  /// Held while something is kept or all is forgotten.
  private final ReentrantLock keeping = new ReentrantLock();

  private boolean forgotten;
  private final Map<UUID, Line> lines = new HashMap<>();
  private @Nullable Wire wire;
  private int size;
  private long order = System.currentTimeMillis() * MICROS;

  Outbox(Loop loop, Backoff backoff, Store store, UUID user) {
    this.loop = loop;
    this.backoff = backoff;
    this.store = store;
    this.prefix = "outbox/" + user + '/';
  }

  /// Takes up what an earlier client could not send.
  void restore() {
    store.entries(prefix).values().stream()
        .flatMap(text -> Frames.readKept(text, Kept.class).stream())
        .sorted(Comparator.comparingLong(Kept::order))
        .limit(QUEUE_MAX)
        .forEach(kept -> {
          order = Math.max(order, kept.order);
          add(new Entry(kept.draft, new CompletableFuture<>()));
        });
  }

  void send(Draft draft, CompletableFuture<Message> sent) {
    if (size >= QUEUE_MAX) {
      sent.completeExceptionally(ParleyException.queueFull());
      return;
    }
    keep(draft);
    add(new Entry(draft, sent));
  }

  private void keep(Draft draft) {
    var text = Frames.JSON.writeValueAsString(new Kept(++order, draft));
    keeping.lock();
    try {
      if (!forgotten) store.put(key(draft), text);
    } finally {
      keeping.unlock();
    }
  }

  private String key(Draft draft) {
    return prefix + draft.clientId();
  }

  private void add(Entry entry) {
    var draft = entry.draft;
    size++;
    var line = lines.computeIfAbsent(draft.conversationId(), ignored -> new Line());
    line.entries.add(entry);
    flush(line);
  }

  void opened(Wire opened) {
    wire = opened;
    for (var line : new ArrayList<>(lines.values())) flush(line);
  }

  void lost() {
    wire = null;
    for (var line : lines.values()) {
      line.busy = false;
      line.retry.cancel();
    }
  }

  /// Gives up whatever waits; the store keeps it.
  void fail(ParleyException why) {
    var all = new ArrayList<>(lines.values());
    lines.clear();
    size = 0;
    for (var line : all) {
      line.retry.cancel();
      for (var entry : line.entries) entry.sent.completeExceptionally(why);
    }
  }

  /// Removes from the store what waits, and what an earlier client left there, and keeps nothing
  /// from now on. On any thread.
  void forget() {
    keeping.lock();
    try {
      forgotten = true;
      store.entries(prefix).keySet().forEach(store::remove);
    } finally {
      keeping.unlock();
    }
  }

  private void flush(Line line) {
    var now = wire;
    var entry = line.entries.peek();
    if (now == null || entry == null || line.busy) return;
    line.busy = true;
    now.request(Wire.Lane.URGENT, "message.send", payload(entry.draft))
        .whenComplete((reply, failure) -> {
          if (now == wire) settle(line, entry, reply, failure);
        });
  }

  private void settle(
      Line line, Entry entry, @Nullable JsonNode reply, @Nullable Throwable failure) {
    if (failure instanceof ParleyException problem && problem.retry() != Retry.NEVER) {
      var wait = problem.retryAfter().isZero() ? RETRY_AFTER : problem.retryAfter();
      line.retry =
          loop.after(
              backoff.around(wait),
              () -> {
                line.busy = false;
                flush(line);
              });
      return;
    }
    line.entries.remove();
    line.busy = false;
    store.remove(key(entry.draft));
    size--;
    if (line.entries.isEmpty()) lines.remove(entry.draft.conversationId(), line);
    if (reply != null) complete(entry, reply);
    else if (failure != null) entry.sent.completeExceptionally(failure);
    flush(line);
  }

  private static void complete(Entry entry, JsonNode reply) {
    try {
      entry.sent.complete(Frames.message(reply));
    } catch (RuntimeException e) {
      entry.sent.completeExceptionally(e);
    }
  }

  private static Map<String, Object> payload(Draft draft) {
    var payload = new HashMap<String, Object>();
    payload.put("conversationId", draft.conversationId());
    payload.put("clientId", draft.clientId());
    payload.put("content", draft.content());
    draft.replyToId().ifPresent(id -> payload.put("replyToId", id));
    if (!draft.metadata().isEmpty()) payload.put("metadata", draft.metadata());
    if (!draft.taskIds().isEmpty()) payload.put("taskIds", draft.taskIds());
    return payload;
  }
}

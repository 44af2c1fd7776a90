package dev.parley.testkit;

import dev.parley.platform.events.Announcer;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what was announced. While it is away, every announcement fails and is not kept.
public final class RecordingAnnouncer implements Announcer {
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Map<TopicKey, Position> heads = new ConcurrentHashMap<>();
  private volatile boolean away;

  /// Whether announcements fail from now on.
  public void away(boolean gone) {
    away = gone;
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  public Map<TopicKey, Position> heads() {
    return Map.copyOf(heads);
  }

  @Override
  public CompletionStage<Void> announce(List<Event> announced) {
    if (!away) events.addAll(announced);
    return outcome();
  }

  @Override
  public CompletionStage<Void> announceHeads(Map<TopicKey, Position> announced) {
    if (!away) heads.putAll(announced);
    return outcome();
  }

  private CompletionStage<Void> outcome() {
    return away
        ? CompletableFuture.failedStage(new IllegalStateException("The bus is away"))
        : CompletableFuture.completedStage(null);
  }
}

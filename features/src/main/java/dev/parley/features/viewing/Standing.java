package dev.parley.features.viewing;

import dev.parley.features.viewing.ViewingStore.Beat;
import dev.parley.features.viewing.ViewingStore.Ended;
import dev.parley.features.viewing.ViewingStore.Viewing;
import dev.parley.platform.kernel.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A viewing of one of this node's connections. Guarded by its [NodeViewings].
final class Standing {
  private final Viewing viewing;
  private final Actor actor;
  private final long began;
  private long beaten;
  private @Nullable Long granted;
  private boolean doubted;

  /// The life in which the store knows of it; empty while it does not.
  private String life = "";

  private List<CompletableFuture<Viewers>> waiting = new ArrayList<>(1);

  Standing(Viewing viewing, Actor actor, long now) {
    this.viewing = viewing;
    this.actor = actor;
    began = now;
    beaten = now;
  }

  Viewing viewing() {
    return viewing;
  }

  /// Who looks on.
  Actor actor() {
    return actor;
  }

  /// Whether it was granted at most so long ago, and nothing has put that in doubt.
  boolean isGranted(long now, Duration atMost) {
    return granted != null && !doubted && now - granted <= atMost.toNanos();
  }

  boolean wasGranted() {
    return granted != null;
  }

  void grant(long now) {
    granted = now;
    doubted = false;
  }

  void askAgain() {
    doubted = true;
  }

  /// The client said so again, and waits for who looks on.
  CompletableFuture<Viewers> beaten(long now) {
    beaten = now;
    var answer = new CompletableFuture<Viewers>();
    waiting.add(answer);
    return answer;
  }

  Duration age(long now) {
    return Duration.ofNanos(now - beaten);
  }

  Beat beat(long now) {
    return new Beat(viewing, Duration.ofNanos(now - began), age(now), life);
  }

  Ended ended() {
    return new Ended(viewing, life);
  }

  boolean isKnown() {
    return !life.isEmpty();
  }

  String life() {
    return life;
  }

  void known(String in) {
    life = in;
  }

  /// Those who wait, who are to be answered.
  List<CompletableFuture<Viewers>> answered() {
    var all = waiting;
    waiting = new ArrayList<>(1);
    return all;
  }
}

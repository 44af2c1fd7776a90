package dev.parley.features.viewing;

import dev.parley.features.viewing.ViewingStore.Beat;
import dev.parley.features.viewing.ViewingStore.Ended;
import dev.parley.features.viewing.ViewingStore.Known;
import dev.parley.features.viewing.ViewingStore.Viewing;
import dev.parley.gateway.ConnectionId;
import dev.parley.platform.bus.TopicEnded;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// What this node's connections look at, and what of that the store is still to hear. One lock,
/// held for moments.
final class NodeViewings {
  /// For how long nobody is asked again whether a connection may look on, since what ends that is
  /// heard.
  static final Duration GRANTED_MAX = Duration.ofMinutes(5);

  /// Most viewings that have ended and wait to be said; the store forgets others by itself.
  private static final int ENDED_MAX = 10_000;

  private final LongSupplier nanoTime;
  private final Map<ConnectionId, Map<TopicKey, Standing>> standing = new HashMap<>();
  private final LinkedHashSet<Standing> unsaid = new LinkedHashSet<>();
  private final LinkedHashMap<Viewing, Ended> ended = new LinkedHashMap<>();

  NodeViewings(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// From now on what ends the viewing is noticed. Answers whether to ask if it may be, which holds
  /// for a while. Refuses when the connection looks at too many topics.
  synchronized boolean begin(Viewing viewing, Actor actor) {
    long now = nanoTime.getAsLong();
    var topics = standing.getOrDefault(viewing.connection(), Map.of());
    var present = topics.get(viewing.topic());
    if (present != null) return !present.isGranted(now, GRANTED_MAX);
    if (topics.size() >= Limits.VIEWINGS_MAX) {
      throw new Problem.Unprocessable("topic", "At most " + Limits.VIEWINGS_MAX + " at once")
          .refused();
    }
    standing
        .computeIfAbsent(viewing.connection(), _ -> new HashMap<>(2))
        .put(viewing.topic(), new Standing(viewing, actor, now));
    return true;
  }

  /// It may be.
  synchronized void granted(Viewing viewing) {
    find(viewing).ifPresent(found -> found.grant(nanoTime.getAsLong()));
  }

  /// Nobody could say whether it may be. What was granted before goes on.
  synchronized void unanswered(Viewing viewing) {
    if (find(viewing).filter(Standing::wasGranted).isPresent()) return;
    boolean ignored = end(viewing);
  }

  /// Something that the store is to hear.
  ///
  /// @param isNew whether it does not know of it
  /// @param viewers who look on, once it has heard
  record Said(boolean isNew, CompletionStage<Viewers> viewers) {}

  /// The connection still looks on; empty when that has ended meanwhile.
  synchronized Optional<Said> say(Viewing viewing) {
    return find(viewing)
        .map(found -> {
          ended.remove(viewing);
          unsaid.add(found);
          return new Said(!found.isKnown(), found.beaten(nanoTime.getAsLong()));
        });
  }

  /// The connection still looks on, the store knows of it, and it may; empty otherwise.
  synchronized Optional<CompletionStage<Viewers>> goOn(Viewing viewing) {
    long now = nanoTime.getAsLong();
    return find(viewing)
        .filter(found -> found.isKnown() && found.isGranted(now, GRANTED_MAX))
        .map(found -> {
          unsaid.add(found);
          return found.beaten(now);
        });
  }

  private Optional<Standing> find(Viewing viewing) {
    var topics = standing.getOrDefault(viewing.connection(), Map.of());
    return Optional.ofNullable(topics.get(viewing.topic()));
  }

  /// The connection looks at the topic no more; false when it did not.
  synchronized boolean end(Viewing viewing) {
    var topics = standing.get(viewing.connection());
    var found = topics == null ? null : topics.remove(viewing.topic());
    if (topics != null && topics.isEmpty()) standing.remove(viewing.connection());
    if (found == null) return false;
    over(found);
    return true;
  }

  /// The connection looks at nothing any more; false when it did not.
  synchronized boolean end(ConnectionId connection) {
    var topics = standing.remove(connection);
    if (topics == null) return false;
    topics.values().forEach(this::over);
    return true;
  }

  /// Those may look at the topic no more whom this is about; false when nobody did.
  synchronized boolean end(TopicEnded right) {
    var ending = new ArrayList<Viewing>();
    for (var topics : standing.values()) {
      var found = topics.get(right.topic());
      if (found == null) continue;
      var user = found.viewing().user();
      if (right.user().map(user::equals).orElse(true)) ending.add(found.viewing());
    }
    boolean any = false;
    for (var each : ending) any |= end(each);
    return any;
  }

  /// The right to a workspace carries those to what is in it. Those of the person who lost it are
  /// to be asked about; where everyone did, they are with their next beats.
  synchronized List<Standing> carriedBy(TopicEnded right) {
    var carried = new ArrayList<Standing>();
    if (right.topic().topic().kind() != Topic.Kind.WORKSPACE) return carried;
    for (var topics : standing.values()) {
      for (var each : topics.values()) {
        var viewing = each.viewing();
        if (!viewing.topic().tenant().equals(right.topic().tenant())) continue;
        if (right.user().filter(user -> !user.equals(viewing.user())).isPresent()) continue;
        each.askAgain();
        if (right.user().isPresent()) carried.add(each);
      }
    }
    return carried;
  }

  /// It may have been missed that a right has ended: whoever says that they look on is asked about.
  synchronized void askAgain() {
    for (var topics : standing.values()) topics.values().forEach(Standing::askAgain);
  }

  private void over(Standing found) {
    unsaid.remove(found);
    keep(found.ended());
    var gone = new Problem.NotFound(found.viewing().topic().topic().kind().label()).refused();
    found.answered().forEach(answer -> answer.completeExceptionally(gone));
  }

  private void keep(Ended over) {
    if (ended.size() < ENDED_MAX) ended.put(over.viewing(), over);
  }

  /// Some of those that the store is to hear of, which it is told at once.
  synchronized List<Standing> takeUnsaid() {
    return take(unsaid);
  }

  /// What the store is told of each.
  synchronized List<Beat> beats(List<Standing> said) {
    long now = nanoTime.getAsLong();
    return said.stream().map(each -> each.beat(now)).toList();
  }

  synchronized List<Ended> takeEnded() {
    var some = take(new LinkedHashSet<>(ended.values()));
    some.forEach(each -> ended.remove(each.viewing()));
    return some;
  }

  private static <T> List<T> take(SequencedSet<T> from) {
    var some = new ArrayList<T>(Math.min(from.size(), ViewingStore.BATCH_MAX));
    while (!from.isEmpty() && some.size() < ViewingStore.BATCH_MAX) some.add(from.removeFirst());
    return some;
  }

  synchronized void unheard(List<Ended> again) {
    for (var each : again) {
      if (find(each.viewing()).isEmpty()) keep(each);
    }
  }

  synchronized void unheardBeats(List<Standing> again) {
    for (var each : again) {
      if (isStanding(each)) unsaid.add(each);
    }
  }

  private boolean isStanding(Standing each) {
    return find(each.viewing()).filter(found -> found == each).isPresent();
  }

  /// The store has heard of it. Answers those who wait; false when they are to wait until the store
  /// knows everybody again.
  boolean said(Standing each, Known known) {
    List<CompletableFuture<Viewers>> answers;
    synchronized (this) {
      boolean wait = known.young() && each.isKnown();
      each.known(known.life());
      if (!isStanding(each)) ended.computeIfPresent(each.viewing(), (_, _) -> each.ended());
      if (wait) return false;
      answers = each.answered();
    }
    answers.forEach(answer -> answer.complete(known.viewers()));
    return true;
  }

  /// The store is away: those who wait are told so.
  void refuse(Standing each) {
    List<CompletableFuture<Viewers>> answers;
    synchronized (this) {
      answers = each.answered();
    }
    var away = new Problem.Unavailable("Who looks on is not known at the moment").refused();
    answers.forEach(answer -> answer.completeExceptionally(away));
  }

  /// What the store knew in an earlier life is to be said again. Those whose clients have fallen
  /// silent are over.
  synchronized void sayAgain(Function<TopicKey, String> life, Duration goneAfter) {
    long now = nanoTime.getAsLong();
    var silent = new ArrayList<Viewing>();
    for (var topics : standing.values()) {
      for (var each : topics.values()) {
        var present = life.apply(each.viewing().topic());
        if (!each.isKnown() || present.isEmpty() || present.equals(each.life())) continue;
        if (each.age(now).compareTo(goneAfter) > 0) silent.add(each.viewing());
        else unsaid.add(each);
      }
    }
    for (var each : silent) {
      boolean ignored = end(each);
    }
  }
}

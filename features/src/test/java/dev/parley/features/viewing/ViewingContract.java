package dev.parley.features.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.viewing.ViewingStore.Beat;
import dev.parley.features.viewing.ViewingStore.Ended;
import dev.parley.features.viewing.ViewingStore.Known;
import dev.parley.features.viewing.ViewingStore.News;
import dev.parley.features.viewing.ViewingStore.Viewing;
import dev.parley.gateway.ConnectionId;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Topic;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every store of viewings keeps.
abstract class ViewingContract {
  static final Duration LONG = Duration.ofMinutes(5);
  static final Duration SHORT = Duration.ofMillis(50);

  final TopicKey topic = new TopicKey(TenantId.next(), Topic.conversation(Ids.next()));
  final UserId ada = UserId.next();
  final UserId bob = UserId.next();
  final ConnectionId phone = ConnectionId.next();
  final ConnectionId laptop = ConnectionId.next();

  /// A store that forgets a viewing so long after its last beat. Those of one test see the same.
  abstract ViewingStore store(Duration goneAfter);

  Viewing of(UserId user, ConnectionId connection) {
    return new Viewing(topic, user, connection);
  }

  /// A beat of someone who has just come.
  Beat coming(UserId user, ConnectionId connection) {
    return new Beat(of(user, connection), Duration.ZERO, Duration.ZERO, "");
  }

  Known beat(ViewingStore store, UserId user, ConnectionId connection) {
    return store.beat(List.of(coming(user, connection))).getFirst().orElseThrow();
  }

  static void leave(ViewingStore store, Viewing... viewings) {
    var ended = Stream.of(viewings).map(viewing -> new Ended(viewing, "")).toList();
    assertThat(store.leave(ended)).isEmpty();
  }

  static List<UserId> people(Viewers viewers) {
    return viewers.viewers().stream().map(Viewer::userId).toList();
  }

  /// What this topic is told, once it may be told something again.
  News news(ViewingStore store) {
    var news = taken(store);
    store.told(List.of(topic));
    return news;
  }

  News taken(ViewingStore store) {
    var taken = new ArrayList<News>();
    Await.until(
        "news",
        () -> {
          taken.addAll(own(store.take().news()));
          return !taken.isEmpty();
        });
    return taken.getFirst();
  }

  /// Tells this topic what it may be told now.
  List<News> tell(ViewingStore store) {
    var news = own(store.take().news());
    if (!news.isEmpty()) store.told(List.of(topic));
    return news;
  }

  List<News> own(List<News> news) {
    return news.stream().filter(each -> each.topic().equals(topic)).toList();
  }

  /// Takes when the topic is not quiet any more: whatever there was to tell is told.
  List<News> allTold(ViewingStore store) {
    var witness = UserId.next();
    beat(store, witness, ConnectionId.next());
    var told = new ArrayList<News>();
    Await.until(
        "the witness",
        () -> {
          told.addAll(tell(store));
          return told.stream()
              .flatMap(news -> news.joined().stream())
              .anyMatch(viewer -> viewer.userId().equals(witness));
        });
    return told.stream()
        .map(news ->
            new News(
                news.topic(),
                news.count(),
                news.change(),
                news.joined().stream().filter(each -> !each.userId().equals(witness)).toList(),
                news.left()))
        .filter(news -> !news.joined().isEmpty() || !news.left().isEmpty())
        .toList();
  }

  @Test
  void whoComesAndGoesIsToldOnceAndKnownMeanwhile() {
    var store = store(LONG);
    var before = Instant.now().minusSeconds(5);
    var known = beat(store, ada, phone);
    assertThat(people(known.viewers())).containsExactly(ada);
    assertThat(known.viewers().count()).isEqualTo(1);
    assertThat(known.viewers().viewers().getFirst().since())
        .isBetween(before, Instant.now().plusSeconds(5));
    var joined = news(store);
    assertThat(joined.joined()).isEqualTo(known.viewers().viewers());
    assertThat(joined.left()).isEmpty();
    assertThat(tell(store)).isEmpty();
    leave(store, of(ada, phone));
    var left = news(store);
    assertThat(left.left()).containsExactly(ada);
    assertThat(left.joined()).isEmpty();
    assertThat(left.count()).isZero();
    assertThat(tell(store)).isEmpty();
  }

  @Test
  void aPersonOfSeveralDevicesCountsOnceFromTheFirstToTheLast() {
    var store = store(LONG);
    beat(store, ada, phone);
    assertThat(news(store).joined()).hasSize(1);
    assertThat(beat(store, ada, laptop).viewers().count()).isEqualTo(1);
    leave(store, of(ada, phone));
    assertThat(people(beat(store, bob, ConnectionId.next()).viewers())).containsExactly(ada, bob);
    assertThat(allTold(store)).allMatch(news -> news.left().isEmpty());
    leave(store, of(ada, laptop));
    assertThat(news(store).left()).containsExactly(ada);
  }

  @Test
  void whatIsUndoneBeforeItIsToldIsNeverTold() {
    var store = store(LONG);
    beat(store, ada, phone);
    leave(store, of(ada, phone));
    assertThat(allTold(store)).isEmpty();
    beat(store, ada, phone);
    assertThat(news(store).joined()).hasSize(1);
    leave(store, of(ada, phone));
    beat(store, ada, laptop);
    assertThat(allTold(store)).isEmpty();
  }

  @Test
  void aTopicIsToldTogetherAndQuietForAMomentThen() {
    var store = store(LONG);
    beat(store, ada, phone);
    long first = System.nanoTime();
    assertThat(tell(store)).hasSize(1);
    beat(store, bob, laptop);
    leave(store, of(ada, phone));
    var taken = store.take();
    assertThat(own(taken.news())).isEmpty();
    assertThat(taken.next()).hasValueSatisfying(next -> assertThat(next).isLessThan(LONG));
    var second = news(store);
    assertThat(Duration.ofNanos(System.nanoTime() - first))
        .isGreaterThan(ViewingStore.QUIET.minusMillis(100));
    assertThat(second.joined()).extracting(Viewer::userId).containsExactly(bob);
    assertThat(second.left()).containsExactly(ada);
    assertThat(second.count()).isEqualTo(1);
  }

  @Test
  void whoseBeatsCeaseIsGoneAndComesBackWithTheNext() {
    var store = store(SHORT);
    beat(store, ada, phone);
    assertThat(news(store).joined()).hasSize(1);
    beat(store, ada, laptop);
    var told = new ArrayList<News>();
    Await.until(
        "gone",
        () -> {
          store.sweep();
          told.addAll(tell(store));
          return told.stream().anyMatch(news -> !news.left().isEmpty());
        });
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().left()).containsExactly(ada);
    beat(store, ada, phone);
    assertThat(news(store).joined()).extracting(Viewer::userId).containsExactly(ada);
  }

  @Test
  void whoBeatsStays() {
    var store = store(LONG);
    beat(store, ada, phone);
    store.sweep();
    assertThat(people(beat(store, bob, laptop).viewers())).containsExactly(ada, bob);
  }

  @Test
  void oneTenantsTopicIsNotAnothers() {
    var store = store(LONG);
    beat(store, ada, phone);
    var elsewhere = new TopicKey(TenantId.next(), topic.topic());
    var viewing = new Viewing(elsewhere, bob, laptop);
    var known = store.beat(List.of(new Beat(viewing, Duration.ZERO, Duration.ZERO, "")));
    assertThat(people(known.getFirst().orElseThrow().viewers())).containsExactly(bob);
  }

  @Test
  void beyondAHundredTheFirstAreNamedAndOnlyTheNumberIsTold() {
    var store = store(LONG);
    int many = Limits.VIEWERS_SHOWN_MAX + 20;
    var beats =
        IntStream.range(0, many)
            .mapToObj(i ->
                new Beat(
                    of(UserId.next(), ConnectionId.next()),
                    Duration.ofSeconds(many - i),
                    Duration.ZERO,
                    ""))
            .toList();
    store.beat(beats);
    var told = news(store);
    assertThat(told.joined()).isEmpty();
    assertThat(told.count()).isEqualTo(many);
    assertThat(told.change()).isEqualTo(many);
    var viewers = beat(store, ada, phone).viewers();
    assertThat(viewers.count()).isEqualTo(many + 1);
    assertThat(people(viewers))
        .isEqualTo(
            beats.stream()
                .limit(Limits.VIEWERS_SHOWN_MAX)
                .map(beat -> beat.viewing().user())
                .toList());
    leave(store, of(ada, phone));
    leave(store, beats.getFirst().viewing());
    var after = news(store);
    assertThat(after.left()).isEmpty();
    assertThat(after.change()).isEqualTo(-1);
  }

  @Test
  void whatWasTakenAndIsNotToldIsTakenAgainAsItIsThen() {
    var store = store(LONG);
    beat(store, ada, phone);
    var lost = taken(store);
    assertThat(lost.joined()).hasSize(1);
    beat(store, bob, laptop);
    var again = news(store);
    assertThat(again.joined()).extracting(Viewer::userId).contains(ada, bob).hasSize(2);
    leave(store, of(ada, phone));
    assertThat(taken(store).left()).containsExactly(ada);
    beat(store, ada, phone);
    assertThat(news(store).joined()).extracting(Viewer::userId).containsExactly(ada);
    assertThat(allTold(store)).isEmpty();
  }

  @Test
  void ofManyAtOnceEachChangeIsToldToOne() {
    var store = store(LONG);
    var told = new ConcurrentLinkedQueue<News>();
    var devices = IntStream.range(0, 40).mapToObj(_ -> ConnectionId.next()).toList();
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var device : devices) {
        nodes.submit(() -> {
          beat(store, ada, device);
          told.addAll(tell(store));
        });
      }
    }
    told.addAll(tell(store));
    assertThat(told).hasSize(1);
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      devices.forEach(device -> nodes.submit(() -> leave(store, of(ada, device))));
    }
    assertThat(news(store).left()).containsExactly(ada);
  }
}

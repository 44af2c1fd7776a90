package dev.parley.features.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.world.World;
import dev.parley.gateway.ConnectionId;
import dev.parley.gateway.TopicAccess;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusAnnouncer;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.bus.LocalBus;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Topic;
import dev.parley.testkit.Await;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The door, turn by turn, on a clock that the test moves.
class ViewingsTest {
  private static final Duration GONE_AFTER = ViewingStore.GONE_AFTER;

  private final TenantId tenant = TenantId.next();
  private final Topic topic = Topic.conversation(Ids.next());
  private final Actor ada = actor();
  private final Actor bob = actor();
  private final ConnectionId phone = ConnectionId.next();
  private final ConnectionId laptop = ConnectionId.next();

  private final ManualClock clock = ManualClock.atPresent();
  private final LocalBus bus = new LocalBus();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private TopicAccess.Grant grant = TopicAccess.Grant.FULL;
  private boolean silentRules;

  private final FlakyStore store =
      new FlakyStore(new LocalViewing(GONE_AFTER, clock, this::nanoTime));
  private final Viewings viewings =
      new Viewings(this::grant, store, GONE_AFTER, new ViewingNews(bus, clock), this::nanoTime);

  ViewingsTest() {
    bus.subscribe(new TopicKey(tenant, topic));
    bus.listen(
        new Bus.Listener() {
          @Override
          public void message(BusMessage message) {
            if (message instanceof BusMessage.Ephemeral(_, var frame))
              heard.add(told(frame.toString()));
          }

          @Override
          public void interrupted() {}
        });
  }

  private Actor actor() {
    return new Actor(tenant, UserId.next(), SessionId.next(), Role.MEMBER);
  }

  private long nanoTime() {
    return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
  }

  private TopicAccess.Grant grant(Actor actor, Topic of) {
    asked.incrementAndGet();
    if (silentRules) throw new Problem.Unavailable("away").refused();
    return grant;
  }

  private String name(String user) {
    return user.equals(ada.user().toString()) ? "ada" : "bob";
  }

  /// Such as `+ada =1`.
  private String told(String frame) {
    var tree = Json.tree(frame);
    var payload = tree.get("payload");
    var people = new ArrayList<String>();
    payload.path("viewers").forEach(each -> people.add('+' + name(each.get("userId").asString())));
    payload.path("userIds").forEach(each -> people.add('-' + name(each.asString())));
    return String.join(" ", people) + " =" + payload.get("count").asInt();
  }

  private CompletionStage<Viewers> join(Actor actor, ConnectionId connection) {
    return viewings.join(actor, connection, topic);
  }

  /// Lets time pass, a turn each second.
  private void pass(Duration time) {
    for (long i = 0; i < time.toSeconds(); i++) {
      clock.advance(Duration.ofSeconds(1));
      viewings.turn();
    }
  }

  private void beatsFor(Duration time) {
    for (long i = 0; i < time.dividedBy(Limits.VIEWING_BEAT); i++) {
      pass(Limits.VIEWING_BEAT);
      joined(ada, phone);
    }
  }

  private Viewers joined(Actor actor, ConnectionId connection) {
    var answer = join(actor, connection);
    viewings.turn();
    return World.await(answer);
  }

  @Test
  void whoJoinsIsAnsweredWithAllWhoLookOnAndToldToThem() {
    assertThat(joined(ada, phone).count()).isEqualTo(1);
    var seen = joined(bob, laptop);
    assertThat(seen.viewers()).extracting(Viewer::userId).containsExactly(ada.user(), bob.user());
    pass(ViewingStore.QUIET);
    assertThat(heard).containsExactly("+ada =1", "+bob =2");
  }

  @Test
  void whoBeatsStaysAndWhoIsSilentIsGoneWithinAMinuteAndASweep() {
    joined(ada, phone);
    joined(bob, laptop);
    pass(Limits.VIEWING_BEAT);
    join(ada, phone);
    pass(Limits.VIEWING_BEAT);
    assertThat(heard).containsExactly("+ada =1", "+bob =2");
    join(ada, phone);
    pass(Duration.ofSeconds(5));
    assertThat(heard).containsExactly("+ada =1", "+bob =2", "-bob =1");
    pass(GONE_AFTER);
    assertThat(heard).last().isEqualTo("-ada =0");
  }

  @Test
  void aBeatIsAnsweredWithinTheNextTurnAndIsNoNews() {
    joined(ada, phone);
    pass(Duration.ofSeconds(10));
    var again = join(ada, phone);
    pass(Duration.ofSeconds(1));
    assertThat(World.await(again).count()).isEqualTo(1);
    assertThat(heard).containsExactly("+ada =1");
  }

  @Test
  void onlyAKnownViewingGoesOnWithoutAskingAndCountsAsABeat() {
    assertThat(viewings.goOn(ada, phone, topic)).isEmpty();
    var begun = join(ada, phone);
    assertThat(viewings.goOn(ada, phone, topic)).isEmpty();
    viewings.turn();
    assertThat(World.await(begun).count()).isEqualTo(1);
    pass(Limits.VIEWING_BEAT);
    var again = viewings.goOn(ada, phone, topic).orElseThrow();
    pass(Limits.VIEWING_BEAT.plusSeconds(10));
    assertThat(World.await(again).count()).isEqualTo(1);
    assertThat(heard).containsExactly("+ada =1");
    viewings.endings().interrupted();
    assertThat(viewings.goOn(ada, phone, topic)).isEmpty();
    viewings.leave(ada, phone, topic);
    assertThat(viewings.goOn(ada, phone, topic)).isEmpty();
  }

  @Test
  void severalDevicesAreOnePerson() {
    joined(ada, phone);
    assertThat(joined(ada, laptop).count()).isEqualTo(1);
    viewings.leave(ada, phone, topic);
    pass(Duration.ofSeconds(2));
    assertThat(heard).containsExactly("+ada =1");
    viewings.listener().closed(ada, laptop);
    pass(Duration.ofSeconds(1));
    assertThat(heard).containsExactly("+ada =1", "-ada =0");
  }

  @Test
  void whoChangesTheDeviceInAMomentNeverLeft() {
    joined(ada, phone);
    pass(Duration.ofSeconds(2));
    viewings.listener().closed(ada, phone);
    join(ada, laptop);
    pass(Duration.ofSeconds(2));
    assertThat(heard).containsExactly("+ada =1");
  }

  @Test
  void whoMayHearTheTopicNoMoreStopsAtOnce() {
    joined(ada, phone);
    pass(Duration.ofSeconds(2));
    viewings.listener().ended(ada, phone, topic);
    viewings.turn();
    assertThat(heard).containsExactly("+ada =1", "-ada =0");
  }

  @Test
  void whatEndsARightOnAnyNodeIsHeardHereAlsoByThoseWhoHearNothingElse() {
    bus.listen(viewings.endings());
    joined(ada, phone);
    joined(ada, laptop);
    joined(bob, ConnectionId.next());
    pass(Duration.ofSeconds(2));
    announce(new Ending.One(ada.user()));
    pass(Duration.ofSeconds(1));
    announce(new Ending.Onlookers());
    pass(Duration.ofSeconds(1));
    assertThat(heard).containsExactly("+ada =1", "+bob =2", "-ada =1");
    announce(new Ending.Everyone());
    pass(Duration.ofSeconds(1));
    assertThat(heard).last().isEqualTo("-bob =0");
  }

  @Test
  void whoLosesAWorkspaceIsAskedAtOnceAboutWhatTheyLookAtInIt() {
    bus.listen(viewings.endings());
    joined(ada, phone);
    joined(bob, laptop);
    pass(Duration.ofSeconds(2));
    grant = TopicAccess.Grant.NONE;
    announce(new Topic(Topic.Kind.WORKSPACE, Ids.next()), new Ending.One(ada.user()));
    Await.until(
        "ada is gone",
        () -> {
          pass(Duration.ofSeconds(1));
          return heard.contains("-ada =1");
        });
    assertThat(asked).hasValue(3);
    assertThat(heard).containsExactly("+ada =1", "+bob =2", "-ada =1");
  }

  private void announce(Ending ending) {
    announce(topic, ending);
  }

  private void announce(Topic of, Ending ending) {
    var key = new TopicKey(tenant, of);
    var by = Optional.of(ada.user());
    var at = new Position("1", 1);
    var event = new Event(key, at, "ended", "{}", by, clock.instant(), ending);
    new BusAnnouncer(bus).announce(List.of(event)).toCompletableFuture().join();
  }

  @Test
  void whenWhatEndsRightsMayHaveBeenMissedItIsAskedAgain() {
    joined(ada, phone);
    joined(ada, phone);
    assertThat(asked).hasValue(1);
    viewings.endings().interrupted();
    joined(ada, phone);
    joined(ada, phone);
    assertThat(asked).hasValue(2);
  }

  @Test
  void whoLooksOnForLongIsAskedAboutFromTimeToTime() {
    joined(ada, phone);
    beatsFor(NodeViewings.GRANTED_MAX.minus(Limits.VIEWING_BEAT));
    assertThat(asked).hasValue(1);
    pass(Limits.VIEWING_BEAT.plusSeconds(1));
    grant = TopicAccess.Grant.NONE;
    assertThat(World.refusal(() -> joined(ada, phone))).isEqualTo("not_found");
    assertThat(asked).hasValue(2);
    viewings.turn();
    assertThat(heard).containsExactly("+ada =1", "-ada =0");
  }

  @Test
  void aStrangerAndAnOnlookerMayNotAndAreNotSeen() {
    for (var less : List.of(TopicAccess.Grant.NONE, TopicAccess.Grant.EPHEMERAL)) {
      grant = less;
      assertThat(World.refusal(() -> joined(ada, phone))).isEqualTo("not_found");
    }
    pass(Duration.ofSeconds(2));
    assertThat(heard).isEmpty();
  }

  @Test
  void aPersonAndAWorkspaceAreNotLookedAt() {
    var refused = new HashMap<Topic.Kind, String>();
    for (var kind : Topic.Kind.values()) {
      var other = new Topic(kind, Ids.next());
      refused.put(kind, World.refusal(() -> viewings.join(ada, phone, other)));
    }
    assertThat(refused)
        .isEqualTo(
            Map.of(
                Topic.Kind.CONVERSATION, "",
                Topic.Kind.TASK, "",
                Topic.Kind.DOCUMENT, "",
                Topic.Kind.WORKSPACE, "invalid",
                Topic.Kind.TENANT, "invalid",
                Topic.Kind.USER, "invalid"));
  }

  @Test
  void aConnectionLooksAtSoManyTopicsAndNoMore() {
    for (int i = 0; i < Limits.VIEWINGS_MAX; i++) {
      viewings.join(ada, phone, Topic.conversation(Ids.next()));
    }
    assertThat(World.refusal(() -> join(ada, phone))).isEqualTo("unprocessable");
    assertThat(World.refusal(() -> join(ada, laptop))).isEmpty();
  }

  @Test
  void whileTheStoreIsAwayBeatsAreRefusedAndCountAllTheSame() {
    joined(ada, phone);
    store.away().set(true);
    pass(Limits.VIEWING_BEAT.minusSeconds(5));
    var beat = join(ada, phone);
    pass(Duration.ofSeconds(1));
    assertThat(World.refusal(() -> World.await(beat))).isEqualTo("unavailable");
    viewings.leave(bob, laptop, topic);
    store.away().set(false);
    pass(GONE_AFTER.minusSeconds(5));
    assertThat(heard).containsExactly("+ada =1");
  }

  @Test
  void whoLeavesWhileTheStoreIsAwayIsToldToHaveLeftWhenItIsBack() {
    joined(ada, phone);
    pass(Duration.ofSeconds(2));
    store.away().set(true);
    viewings.leave(ada, phone, topic);
    pass(Duration.ofSeconds(3));
    store.away().set(false);
    pass(Duration.ofSeconds(1));
    assertThat(heard).containsExactly("+ada =1", "-ada =0");
  }

  @Test
  void whenNobodyCanSayWhoMayWhoMightBeforeStaysForAWhile() {
    joined(ada, phone);
    viewings.endings().interrupted();
    silentRules = true;
    assertThat(World.refusal(() -> joined(ada, phone))).isEqualTo("unavailable");
    assertThat(World.refusal(() -> joined(bob, laptop))).isEqualTo("unavailable");
    pass(Limits.VIEWING_BEAT);
    assertThat(heard).containsExactly("+ada =1");
    silentRules = false;
    assertThat(joined(ada, phone).viewers()).extracting(Viewer::userId).containsExactly(ada.user());
  }

  @Test
  void theAgentTellsByItself() throws Exception {
    try (var ignored = viewings.start()) {
      var viewers = join(ada, phone).toCompletableFuture().get(15, TimeUnit.SECONDS);
      assertThat(viewers.count()).isEqualTo(1);
    }
    assertThat(heard).containsExactly("+ada =1");
  }
}

package dev.parley.features.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.gateway.TopicAccess.Grant;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Event;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ConversationsTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static ConversationDraft direct(Actor other) {
    return new ConversationDraft(ConversationType.DIRECT, Set.of(other.user()), Optional.empty());
  }

  @Test
  void twoPeopleWhoStartAtOnceGetOneDirectConversation() {
    var ids = ConcurrentHashMap.<ConversationId>newKeySet();
    var made = new AtomicInteger();
    try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        var first = i % 2 == 0;
        both.submit(() -> {
          var result =
              first
                  ? SERVER.conversations.create(ada, direct(bob))
                  : SERVER.conversations.create(bob, direct(ada));
          ids.add(result.conversation().id());
          return result.made() ? made.incrementAndGet() : 0;
        });
      }
    }
    assertThat(ids).hasSize(1);
    assertThat(made).hasValue(1);
    assertThat(world.types(Topic.user(bob.user().value()))).containsExactly("participant.added");
  }

  @Test
  void aDirectConversationIsBetweenExactlyTwoAndStaysSo() {
    var alone = new ConversationDraft(ConversationType.DIRECT, Set.of(), Optional.empty());
    assertThat(World.refusal(() -> SERVER.conversations.create(ada, alone)))
        .isEqualTo("unprocessable");
    var three =
        new ConversationDraft(ConversationType.DIRECT, World.users(bob, cyd), Optional.empty());
    assertThat(World.refusal(() -> SERVER.conversations.create(ada, three)))
        .isEqualTo("unprocessable");
    var id = world.direct(ada, bob);
    assertThat(World.refusal(() -> SERVER.participants.add(ada, id, World.users(cyd))))
        .isEqualTo("unprocessable");
    assertThat(World.refusal(() -> SERVER.participants.remove(ada, id, ada.user())))
        .isEqualTo("unprocessable");
  }

  @Test
  void aGroupHasPeopleOfTheTenantAndMayBeginWithOne() {
    var alone = new ConversationDraft(ConversationType.GROUP, Set.of(), Optional.empty());
    var made = SERVER.conversations.create(ada, alone).conversation();
    assertThat(SERVER.participants.add(ada, made.id(), World.users(bob))).isNotNull();
    var stranger = SERVER.world().person("Eve");
    assertThat(World.refusal(() -> world.group(ada, stranger))).isEqualTo("not_found");
    world.deactivate(cyd);
    assertThat(World.refusal(() -> world.group(ada, cyd))).isEqualTo("not_found");
  }

  @Test
  void aDeletedDirectConversationIsMadeAnew() {
    var root = world.person("Root", Role.ADMIN);
    var id = world.direct(root, bob);
    assertThat(World.refusal(() -> SERVER.conversations.delete(bob, id))).isEqualTo("forbidden");
    SERVER.conversations.delete(root, id);
    assertThat(SERVER.conversations.find(bob, id)).isEmpty();
    assertThat(world.direct(root, bob)).isNotEqualTo(id);
  }

  @Test
  void strangersFindNothing() {
    var id = world.direct(ada, bob);
    var elsewhere = SERVER.world().person("Eve");
    for (var stranger : List.of(cyd, elsewhere)) {
      assertThat(SERVER.conversations.find(stranger, id)).isEmpty();
      assertThat(SERVER.conversations.member(stranger, id)).isEmpty();
      assertThat(SERVER.grants.grant(stranger, id.topic())).isEqualTo(Grant.NONE);
      assertThat(World.refusal(() -> SERVER.watermarks.read(stranger, id, 1)))
          .isEqualTo("not_found");
      assertThat(World.refusal(() -> SERVER.conversations.rename(stranger, id, "Mine")))
          .isEqualTo("not_found");
      assertThat(World.refusal(() -> SERVER.participants.remove(stranger, id, ada.user())))
          .isEqualTo("not_found");
      assertThat(World.refusal(() -> SERVER.typing.start(stranger, id))).isEqualTo("not_found");
    }
    assertThat(SERVER.grants.grant(ada, id.topic())).isEqualTo(Grant.FULL);
  }

  @Test
  void whoWasDeactivatedIsNoMember() {
    var id = world.group(ada, bob);
    world.deactivate(bob);
    assertThat(SERVER.conversations.member(bob, id)).isEmpty();
    assertThat(SERVER.conversations.find(bob, id)).isEmpty();
    assertThat(SERVER.grants.grant(bob, id.topic())).isEqualTo(Grant.NONE);
  }

  @Test
  void onlyOwnerAndAdminsChangeAGroup() {
    var id = world.group(ada, bob, cyd);
    assertThat(World.refusal(() -> SERVER.conversations.rename(bob, id, "Mine")))
        .isEqualTo("forbidden");
    assertThat(World.refusal(() -> SERVER.participants.remove(bob, id, cyd.user())))
        .isEqualTo("forbidden");
    assertThat(World.refusal(() -> SERVER.conversations.delete(bob, id))).isEqualTo("forbidden");
    assertThat(SERVER.conversations.rename(ada, id, "Ours").name()).contains("Ours");
  }

  @Test
  void removalEndsThePersonsSubscriptionsAndDeletionEverybodys() {
    var id = world.group(ada, bob, cyd);
    SERVER.participants.remove(ada, id, bob.user());
    assertThat(world.events(id.topic()).getLast().ends()).isEqualTo(new Ending.One(bob.user()));
    SERVER.conversations.delete(ada, id);
    assertThat(world.events(id.topic()).getLast().ends()).isEqualTo(new Ending.Everyone());
    var ofCyd = Topic.user(cyd.user().value());
    assertThat(world.types(ofCyd)).containsExactly("participant.added", "participant.removed");
    assertThat(world.events(ofCyd).stream().map(Event::ends))
        .containsExactly(new Ending.Nobody(), new Ending.Onlookers());
  }

  @Test
  void anOwnerWhoLeavesHandsOverToTheOldestWhoCanAct() {
    var id = world.group(ada, bob);
    SERVER.participants.add(ada, id, World.users(cyd));
    world.deactivate(bob);
    SERVER.participants.remove(ada, id, ada.user());
    assertThat(world.snapshot(cyd, id).role()).isEqualTo(ParticipantRole.OWNER);
    SERVER.participants.remove(cyd, id, bob.user());
    SERVER.participants.remove(cyd, id, cyd.user());
    assertThat(SERVER.conversations.find(cyd, id)).isEmpty();
    assertThat(world.types(id.topic())).endsWith("conversation.deleted");
  }

  private ParticipantRole role(Actor seenBy, ConversationId id, Actor person) {
    return world.snapshot(seenBy, id).participants().orElseThrow().stream()
        .filter(participant -> participant.userId().equals(person.user()))
        .findFirst()
        .orElseThrow()
        .role();
  }

  @Test
  void aDeactivatedOwnerHandsOverToTheOldestWhoCanAct() {
    var id = world.group(ada, bob);
    var direct = world.direct(ada, bob);
    SERVER.participants.add(ada, id, World.users(cyd));
    world.deactivate(bob);
    world.deactivate(ada);
    assertThat(role(cyd, id, cyd)).isEqualTo(ParticipantRole.OWNER);
    assertThat(role(cyd, id, ada)).isEqualTo(ParticipantRole.MEMBER);
    assertThat(world.types(direct.topic())).isEmpty();
    var told = world.events(id.topic()).getLast();
    assertThat(told.type()).isEqualTo("conversation.updated");
    var payload = Json.tree(told.payload());
    assertThat(payload.get("ownerId").asString()).isEqualTo(cyd.user().toString());
    assertThat(payload.get("updatedAt").asString())
        .isEqualTo(Json.tree(Json.write(world.snapshot(cyd, id))).get("updatedAt").asString());
    assertThat(SERVER.conversations.rename(cyd, id, "Ours").name()).contains("Ours");
  }

  @Test
  void whereNobodyIsLeftToActTheOwnerStaysAndNothingIsTold() {
    var id = world.group(ada, bob);
    world.deactivate(bob);
    world.deactivate(ada);
    assertThat(world.types(id.topic())).isEmpty();
  }

  @Test
  void ownersOfEachOthersGroupsMayBeDeactivatedAtOnce() throws Exception {
    var people = Stream.generate(() -> world.person("Many")).limit(8).toList();
    var groups = people.stream().map(owner -> groupOfAll(owner, people)).toList();
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = people.stream().map(one -> together.submit(() -> world.deactivate(one))).toList();
      for (var each : done) each.get();
    }
    for (var id : groups) assertThat(role(ada, id, ada)).isEqualTo(ParticipantRole.OWNER);
  }

  /// Ada joins last, so that she is the last to own it.
  private ConversationId groupOfAll(Actor owner, List<Actor> people) {
    var others = people.stream().filter(one -> !one.equals(owner)).toArray(Actor[]::new);
    var id = world.group(owner, others);
    SERVER.participants.add(owner, id, World.users(ada));
    return id;
  }

  @Test
  void whoJoinsHasReadWhatWasThere() {
    var id = world.group(ada, bob);
    world.send(ada, id, "One");
    SERVER.participants.add(ada, id, World.users(cyd, bob));
    var snapshot = world.snapshot(cyd, id);
    assertThat(snapshot.unreadCount()).isZero();
    assertThat(snapshot.participantCount()).isEqualTo(3);
    world.send(bob, id, "Two");
    assertThat(world.snapshot(cyd, id).unreadCount()).isEqualTo(1);
    assertThat(world.snapshot(bob, id).unreadCount()).isZero();
    assertThat(world.snapshot(ada, id).unreadCount()).isEqualTo(1);
  }

  @Test
  void watermarksOnlyRiseHoweverReadsInterleave() {
    long seed = System.nanoTime();
    var id = world.direct(ada, bob);
    for (int i = 0; i < 20; i++) world.send(ada, id, "Text " + i);
    var random = new Random(seed);
    try (var devices = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 60; i++) {
        long seq = random.nextInt(30);
        devices.submit(() -> SERVER.watermarks.read(bob, id, seq));
        devices.submit(() -> SERVER.watermarks.delivered(bob, id, seq));
      }
      devices.submit(() -> SERVER.watermarks.read(bob, id, 99));
    }
    assertThat(world.snapshot(bob, id).readSeq()).isEqualTo(20);
    for (var type : List.of("message.read", "message.delivered")) {
      var seqs =
          world.events(id.topic()).stream()
              .filter(event -> event.type().equals(type))
              .map(event -> Long.parseLong(event.payload().replaceAll(".*Seq\":(\\d+).*", "$1")))
              .toList();
      assertThat(seqs).as("seed %d", seed).isSorted().doesNotHaveDuplicates().isNotEmpty();
    }
    assertThat(world.types(Topic.user(bob.user().value()))).contains("message.read");
  }

  @Test
  void inALargeGroupReadingIsNewsForOneselfAlone() {
    var crowd =
        IntStream.range(0, Watermarks.ANNOUNCED_PEOPLE_MAX)
            .mapToObj(i -> world.person("P" + i))
            .toArray(Actor[]::new);
    var id = world.group(ada, crowd);
    world.send(ada, id, "One");
    assertThat(SERVER.watermarks.read(crowd[0], id, 1)).isEqualTo(1);
    assertThat(SERVER.watermarks.delivered(crowd[1], id, 1)).isZero();
    assertThat(world.types(id.topic())).containsExactly("message.new");
    assertThat(world.types(Topic.user(crowd[0].user().value())))
        .containsExactly("participant.added", "message.read");
  }

  @Test
  void theListIsByActivityAndItsPagesMeetWithoutGapOrRepeat() {
    var ids = new ArrayList<ConversationId>();
    for (int i = 0; i < 7; i++) ids.add(world.group(ada, bob));
    world.send(bob, ids.getFirst(), "Up");
    var listed = new ArrayList<ConversationId>();
    var before = Optional.<String>empty();
    do {
      var page = SERVER.conversations.list(ada, before, 3);
      page.conversations().forEach(conversation -> listed.add(conversation.id()));
      assertThat(page.nextBefore().isPresent()).isEqualTo(page.hasMore());
      before = page.nextBefore();
    } while (before.isPresent());
    assertThat(listed).containsExactlyInAnyOrderElementsOf(ids).startsWith(ids.getFirst());
    assertThat(World.refusal(() -> SERVER.conversations.list(ada, Optional.of("?"), 3)))
        .isEqualTo("invalid");
  }

  @Test
  void oneHearsOnesOwnTopicInFullAndAnothersAsFarAsPresenceGoes() {
    var mine = Topic.user(ada.user().value());
    assertThat(SERVER.grants.grant(ada, mine)).isEqualTo(Grant.FULL);
    assertThat(SERVER.grants.grant(bob, mine)).isEqualTo(Grant.NONE);
    world.direct(ada, bob);
    assertThat(SERVER.grants.grant(bob, mine)).isEqualTo(Grant.EPHEMERAL);
    assertThat(SERVER.grants.grant(ada, Topic.user(UserId.next().value()))).isEqualTo(Grant.NONE);
  }
}

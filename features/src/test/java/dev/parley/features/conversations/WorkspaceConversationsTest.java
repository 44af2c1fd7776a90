package dev.parley.features.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.View;
import dev.parley.features.world.World;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Position;
import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Topic;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Conversations in workspaces.
class WorkspaceConversationsTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");
  private final WorkspaceId workspace = world.workspace(ada);

  WorkspaceConversationsTest() {
    world.join(ada, workspace, WorkspaceRole.MEMBER, bob);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private ConversationId group(Actor owner, Actor... others) {
    var draft =
        new ConversationDraft(
            ConversationType.GROUP,
            World.users(others),
            Optional.of("Within"),
            Optional.of(workspace));
    return SERVER.conversations.create(owner, draft).conversation().id();
  }

  private boolean takesPart(Actor person, ConversationId id) {
    return SERVER.conversations.find(person, id).isPresent();
  }

  @Test
  void itHasMembersOfTheWorkspaceAlone() {
    var id = group(ada, bob);
    assertThat(world.snapshot(bob, id).workspaceId()).contains(workspace);
    assertThat(World.refusal(() -> group(ada, cyd))).isEqualTo("unprocessable");
    assertThat(World.refusal(() -> group(cyd, ada))).isEqualTo("not_found");
    assertThat(World.refusal(() -> SERVER.participants.add(ada, id, World.users(cyd))))
        .isEqualTo("unprocessable");
    world.join(ada, workspace, WorkspaceRole.GUEST, cyd);
    SERVER.participants.add(ada, id, World.users(cyd));
    assertThat(takesPart(cyd, id)).isTrue();
    assertThat(World.refusal(() -> group(cyd, ada))).isEqualTo("forbidden");
  }

  @Test
  void aDirectConversationIsInNoWorkspace() {
    var direct = ConversationType.DIRECT;
    assertThat(
            World.refusal(() ->
                new ConversationDraft(
                    direct, World.users(bob), Optional.empty(), Optional.of(workspace))))
        .isEqualTo("unprocessable");
  }

  @Test
  void thoseOfAWorkspaceAreListedAlone() {
    world.group(ada, bob);
    var within = group(ada, bob);
    var page = SERVER.conversations.list(ada, Optional.of(workspace), Optional.empty(), 9);
    assertThat(page.conversations()).extracting(Conversation::id).containsExactly(within);
    var elsewhere = Optional.of(WorkspaceId.next());
    assertThat(SERVER.conversations.list(ada, elsewhere, Optional.empty(), 9).conversations())
        .isEmpty();
    assertThat(SERVER.conversations.list(ada, Optional.empty(), 9).conversations()).hasSize(2);
  }

  @Test
  void whoLeavesTheWorkspaceLeavesItsConversationsAndNoOthers() {
    var ours = group(bob, ada);
    var alone = group(bob);
    var other = world.group(bob, ada);
    SERVER.memberships.remove(ada, workspace, bob.user());
    assertThat(takesPart(bob, ours)).isFalse();
    assertThat(takesPart(bob, alone)).isFalse();
    assertThat(takesPart(bob, other)).isTrue();
    assertThat(world.snapshot(ada, ours).role()).isEqualTo(ParticipantRole.OWNER);
    assertThat(world.snapshot(ada, ours).participantCount()).isEqualTo(1);
    var told = world.events(ours.topic()).getLast();
    assertThat(told.type()).isEqualTo("participant.removed");
    assertThat(told.ends()).isEqualTo(new Ending.One(bob.user()));
    assertThat(world.types(alone.topic())).containsExactly("conversation.deleted");
    assertThat(world.types(Topic.user(bob.user().value())))
        .containsOnlyOnce("workspace.member.removed")
        .endsWith("participant.removed", "participant.removed");
  }

  @Test
  void theDeactivatedLeaveThemToo() {
    var ours = group(bob, ada);
    world.deactivate(bob);
    assertThat(world.snapshot(ada, ours).participantCount()).isEqualTo(1);
    assertThat(world.snapshot(ada, ours).role()).isEqualTo(ParticipantRole.OWNER);
  }

  @Test
  void theyEndWithTheirWorkspace() {
    var ours = group(bob, ada);
    var other = world.group(bob, ada);
    SERVER.workspaces.delete(ada, workspace);
    for (var person : List.of(ada, bob)) {
      assertThat(takesPart(person, ours)).isFalse();
      assertThat(takesPart(person, other)).isTrue();
    }
    var told = world.events(ours.topic()).getLast();
    assertThat(told.type()).isEqualTo("conversation.deleted");
    assertThat(told.ends()).isEqualTo(new Ending.Everyone());
    assertThat(world.types(Topic.user(bob.user().value()))).endsWith("workspace.deleted");
  }

  @Test
  void anOldSnapshotAndTheEventsOfADepartureEqualAFreshOne() {
    world.join(ada, workspace, WorkspaceRole.MEMBER, cyd);
    var id = group(bob, ada, cyd);
    var old = world.snapshot(cyd, id);
    var view = new View(cyd.user(), old, List.of());
    SERVER.memberships.remove(ada, workspace, bob.user());
    for (var event : world.events(id.topic(), new Position(old.epoch(), old.offset()))) {
      view.apply(event);
    }
    var fresh = new View(cyd.user(), world.snapshot(cyd, id), List.of());
    assertThat(view.conversation()).isEqualTo(fresh.conversation());
  }

  @Test
  void peopleWhoLeaveAndAreDeactivatedAtOnceDoNotHinderEachOther() throws Exception {
    var people = IntStream.range(0, 6).mapToObj(i -> world.person("P" + i)).toList();
    for (var person : people) world.join(ada, workspace, WorkspaceRole.MEMBER, person);
    var others = people.subList(1, people.size()).toArray(Actor[]::new);
    var ids = IntStream.range(0, 6).mapToObj(_ -> group(people.getFirst(), others)).toList();
    try (var race = Executors.newVirtualThreadPerTaskExecutor()) {
      var done =
          IntStream.range(0, people.size())
              .mapToObj(i -> race.submit(() -> go(people.get(i), i % 2 == 0)))
              .toList();
      for (var each : done) each.get();
    }
    for (var id : ids) assertThat(world.types(id.topic())).endsWith("conversation.deleted");
  }

  private void go(Actor person, boolean deactivated) {
    if (deactivated) world.deactivate(person);
    else SERVER.memberships.remove(person, workspace, person.user());
  }

  @Test
  void whoIsAddedWhileTheyAreRemovedFromTheWorkspaceIsInNeitherInTheEnd() {
    var ids = IntStream.range(0, 12).mapToObj(_ -> group(ada)).toList();
    try (var race = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var id : ids) {
        race.submit(() -> World.refusal(() -> SERVER.participants.add(ada, id, World.users(bob))));
        race.submit(() -> World.refusal(() -> group(ada, bob)));
      }
      race.submit(() -> SERVER.memberships.remove(ada, workspace, bob.user()));
    }
    assertThat(SERVER.conversations.list(bob, Optional.empty(), 50).conversations()).isEmpty();
    for (var id : ids) assertThat(world.snapshot(ada, id).participantCount()).isEqualTo(1);
  }
}

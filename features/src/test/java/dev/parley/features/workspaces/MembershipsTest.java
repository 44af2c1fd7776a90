package dev.parley.features.workspaces;

import static dev.parley.features.workspaces.WorkspaceRole.ADMIN;
import static dev.parley.features.workspaces.WorkspaceRole.GUEST;
import static dev.parley.features.workspaces.WorkspaceRole.MEMBER;
import static dev.parley.features.workspaces.WorkspaceRole.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.gateway.TopicAccess.Grant;
import dev.parley.platform.events.Ending;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembershipsTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");
  private final WorkspaceId id = world.workspace(ada);

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private Optional<WorkspaceRole> role(Actor person) {
    return SERVER.workspaces.member(person, id).map(WorkspaceMember::role);
  }

  private int count() {
    return SERVER.workspaces.find(ada, id).orElseThrow().memberCount();
  }

  @Test
  void whoIsAddedIsToldAndWhoIsInItStaysAsTheyAre() {
    world.join(ada, id, ADMIN, bob);
    var members = SERVER.memberships.add(ada, id, World.users(bob, cyd), MEMBER);
    assertThat(members.stream().map(Membership::role)).containsExactly(ADMIN, MEMBER);
    assertThat(count()).isEqualTo(3);
    assertThat(world.types(id.topic()))
        .containsExactly("workspace.member.added", "workspace.member.added");
    assertThat(world.types(Topic.user(bob.user().value())))
        .containsExactly("workspace.member.added");
  }

  @Test
  void onlyActivePeopleOfTheTenantAreAdded() {
    var stranger = SERVER.world().person("Eve");
    assertThat(World.refusal(() -> world.join(ada, id, MEMBER, bob, stranger)))
        .isEqualTo("not_found");
    world.deactivate(cyd);
    assertThat(World.refusal(() -> world.join(ada, id, MEMBER, cyd))).isEqualTo("not_found");
    assertThat(count()).isEqualTo(1);
  }

  /// Who acts, whom they meet, and what that one is to become; `none` joins, and to `none` is out.
  @ParameterizedTest
  @CsvSource({
    "owner, none, owner, ''",
    "owner, none, guest, ''",
    "owner, owner, admin, ''",
    "owner, admin, owner, ''",
    "owner, owner, none, ''",
    "owner, guest, none, ''",
    "admin, none, owner, forbidden",
    "admin, none, admin, ''",
    "admin, none, guest, ''",
    "admin, owner, admin, forbidden",
    "admin, admin, owner, forbidden",
    "admin, admin, member, ''",
    "admin, guest, admin, ''",
    "admin, owner, none, forbidden",
    "admin, admin, none, ''",
    "admin, member, none, ''",
    "member, none, guest, forbidden",
    "member, guest, member, forbidden",
    "member, guest, none, forbidden",
    "guest, none, guest, forbidden",
    "guest, member, guest, forbidden",
    "guest, guest, none, forbidden",
    "none, none, guest, not_found",
    "none, member, guest, not_found",
    "none, member, none, not_found",
  })
  void whoMayDoWhatToWhom(String acts, String before, String after, String verdict) {
    var actor = acts.equals("owner") ? ada : bob;
    var other = world.person("Other");
    if (actor.equals(bob) && !acts.equals("none")) world.join(ada, id, WorkspaceRole.of(acts), bob);
    if (!before.equals("none")) world.join(ada, id, WorkspaceRole.of(before), other);
    assertThat(World.refusal(() -> become(actor, other, before, after))).isEqualTo(verdict);
    var expected = verdict.isEmpty() ? after : before;
    assertThat(role(other).map(WorkspaceRole::label).orElse("none")).isEqualTo(expected);
  }

  private void become(Actor actor, Actor other, String before, String after) {
    if (after.equals("none")) {
      SERVER.memberships.remove(actor, id, other.user());
    } else if (before.equals("none")) {
      world.join(actor, id, WorkspaceRole.of(after), other);
    } else {
      SERVER.memberships.change(actor, id, other.user(), WorkspaceRole.of(after));
    }
  }

  @Test
  void theLastOwnerStaysAnOwner() {
    world.join(ada, id, ADMIN, bob);
    assertThat(World.refusal(() -> SERVER.memberships.remove(ada, id, ada.user())))
        .isEqualTo("conflict");
    assertThat(World.refusal(() -> SERVER.memberships.change(ada, id, ada.user(), MEMBER)))
        .isEqualTo("conflict");
    SERVER.memberships.change(ada, id, bob.user(), OWNER);
    SERVER.memberships.remove(ada, id, ada.user());
    assertThat(role(bob)).contains(OWNER);
    assertThat(role(ada)).isEmpty();
  }

  @Test
  void ofTwoOwnersWhoGoAtOnceOneStays() throws InterruptedException {
    world.join(ada, id, OWNER, bob);
    try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var owner : List.of(ada, bob)) {
        both.submit(() -> World.refusal(() -> SERVER.memberships.remove(owner, id, owner.user())));
      }
    }
    assertThat(List.of(role(ada), role(bob)))
        .containsExactlyInAnyOrder(Optional.of(OWNER), Optional.empty());
  }

  @Test
  void whoIsRemovedHearsNothingMore() {
    world.join(ada, id, MEMBER, bob);
    SERVER.memberships.remove(ada, id, bob.user());
    var told = world.events(id.topic()).getLast();
    assertThat(told.type()).isEqualTo("workspace.member.removed");
    assertThat(told.ends()).isEqualTo(new Ending.One(bob.user()));
    assertThat(SERVER.grants.grant(bob, id.topic())).isEqualTo(Grant.NONE);
    assertThat(world.types(Topic.user(bob.user().value()))).endsWith("workspace.member.removed");
    assertThat(World.refusal(() -> SERVER.memberships.remove(ada, id, bob.user())))
        .isEqualTo("not_found");
    world.join(ada, id, MEMBER, bob);
    SERVER.memberships.remove(bob, id, bob.user());
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void whoActsIsNotRemovedMeanwhile() throws Exception {
    world.join(ada, id, MEMBER, bob);
    var acts = new CountDownLatch(1);
    var done = new ConcurrentLinkedQueue<String>();
    try (var removal = Executors.newVirtualThreadPerTaskExecutor()) {
      SERVER.database.in(
          world.tenant,
          tx -> {
            assertThat(SERVER.workspaces.acting(tx, bob, id)).isPresent();
            removal.submit(() -> {
              acts.countDown();
              SERVER.memberships.remove(ada, id, bob.user());
              done.add("removed");
            });
            assertThat(awaited(acts)).isTrue();
            assertThat(role(bob)).isPresent();
            done.add("acted");
            return id;
          });
    }
    assertThat(done).containsExactly("acted", "removed");
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theDeactivatedAreNoMembersAndWhatTheyOwnedIsHandedOn() {
    world.join(ada, id, GUEST, world.person("Gil"));
    world.join(ada, id, MEMBER, bob);
    world.join(ada, id, ADMIN, cyd);
    world.deactivate(ada);
    assertThat(role(ada)).isEmpty();
    assertThat(role(cyd)).contains(OWNER);
    assertThat(world.types(id.topic()))
        .endsWith("workspace.member.removed", "workspace.member.updated");
    assertThat(world.types(Topic.user(cyd.user().value()))).endsWith("workspace.member.updated");
    assertThat(SERVER.workspaces.find(cyd, id).orElseThrow().memberCount()).isEqualTo(3);
    world.deactivate(cyd);
    assertThat(role(bob)).contains(OWNER);
    world.deactivate(bob);
    assertThat(world.types(id.topic())).endsWith("workspace.member.removed");
  }

  @Test
  void peopleWhoAreAddedAndDeactivatedAtOnceAreOutInTheEnd() {
    var people = IntStream.range(0, 8).mapToObj(i -> world.person("P" + i)).toList();
    try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var person : people) {
        both.submit(() -> World.refusal(() -> world.join(ada, id, ADMIN, person)));
        both.submit(() -> world.deactivate(person));
      }
    }
    assertThat(people).allMatch(person -> role(person).isEmpty());
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void thePagesOfMembersMeetWithoutGapOrRepeat() {
    var people = IntStream.range(0, 6).mapToObj(i -> world.person("P" + i)).toList();
    for (var person : people) world.join(ada, id, MEMBER, person);
    var member = SERVER.workspaces.member(ada, id).orElseThrow();
    var listed = new ArrayList<UserId>();
    var after = Optional.<UserId>empty();
    do {
      var page = SERVER.memberships.list(member, after, 3);
      page.members().forEach(each -> listed.add(each.userId()));
      assertThat(page.nextAfter().isPresent()).isEqualTo(page.hasMore());
      after = page.nextAfter();
    } while (after.isPresent());
    assertThat(listed).hasSize(7).doesNotHaveDuplicates().contains(ada.user());
  }

  @Test
  void membersAreBounded() {
    var crowd = world.crowd(Workspaces.MEMBERS_MAX - 2);
    for (int at = 0; at < crowd.size(); at += Memberships.ADDED_MAX) {
      var next = crowd.subList(at, Math.min(crowd.size(), at + Memberships.ADDED_MAX));
      SERVER.memberships.add(ada, id, Set.copyOf(next), GUEST);
    }
    world.join(ada, id, MEMBER, bob);
    assertThat(World.refusal(() -> world.join(ada, id, MEMBER, cyd))).isEqualTo("conflict");
    assertThat(count()).isEqualTo(Workspaces.MEMBERS_MAX);
    SERVER.workspaces.delete(ada, id);
    var told = world.events(Topic.user(bob.user().value())).getLast();
    assertThat(told.type()).isEqualTo("workspace.deleted");
    assertThat(Json.tree(told.payload()).get("workspaceId").asString()).isEqualTo(id.toString());
  }
}

package dev.parley.features.workspaces;

import static dev.parley.features.workspaces.WorkspaceRole.ADMIN;
import static dev.parley.features.workspaces.WorkspaceRole.GUEST;
import static dev.parley.features.workspaces.WorkspaceRole.MEMBER;
import static dev.parley.features.workspaces.WorkspaceRole.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.workspaces.Invitations.Made;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class InvitationsTest {
  private static final Server SERVER = new Server();
  private static final String HERE = "192.0.2.1";

  private final ManualClock clock = ManualClock.atPresent();
  private final Workspaces workspaces =
      new Workspaces(SERVER.database, SERVER.outbox, SERVER.log, SERVER.departures, clock);
  private final Invitations invitations =
      new Invitations(workspaces, memberships(workspaces), SERVER.database);
  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");
  private final WorkspaceId id = world.workspace(ada);

  private static Memberships memberships(Workspaces workspaces) {
    return new Memberships(workspaces, SERVER.database, SERVER.outbox, SERVER.log);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static InvitationDraft once(WorkspaceRole role) {
    return new InvitationDraft(role, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static InvitationDraft times(int uses) {
    return new InvitationDraft(MEMBER, Optional.empty(), Optional.of(uses), Optional.empty());
  }

  private Made invite(InvitationDraft draft) {
    return invitations.create(ada, id, draft);
  }

  private String join(Actor person, Made made) {
    return World.refusal(() -> invitations.join(person, made.code(), HERE));
  }

  private Optional<WorkspaceRole> role(Actor person) {
    return SERVER.workspaces.member(person, id).map(WorkspaceMember::role);
  }

  @Test
  void whoHasTheCodeJoinsInItsRoleAndIsTold() {
    var joined = invitations.join(bob, invite(once(ADMIN)).code(), HERE);
    assertThat(joined.id()).isEqualTo(id);
    assertThat(joined.role()).isEqualTo(ADMIN);
    assertThat(joined.memberCount()).isEqualTo(2);
    assertThat(world.types(id.topic())).containsExactly("workspace.member.added");
  }

  @Test
  void usingItTwiceChangesNothingAndAnswersTheWorkspace() {
    var made = invite(once(MEMBER));
    var first = invitations.join(bob, made.code(), HERE);
    assertThat(invitations.join(bob, made.code(), HERE).id()).isEqualTo(first.id());
    assertThat(invitations.join(ada, made.code(), HERE).role()).isEqualTo(OWNER);
    assertThat(world.types(id.topic())).containsExactly("workspace.member.added");
    assertThat(join(cyd, made)).isEqualTo("not_found");
  }

  @Test
  void ofManyWhoRaceForTheLastUseOneWins() {
    var made = invite(times(3));
    var people = IntStream.range(0, 9).mapToObj(i -> world.person("P" + i)).toList();
    try (var race = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var person : people) race.submit(() -> join(person, made));
    }
    assertThat(people.stream().filter(person -> role(person).isPresent())).hasSize(3);
    assertThat(SERVER.workspaces.find(ada, id).orElseThrow().memberCount()).isEqualTo(4);
    assertThat(invitations.list(ada, id)).isEmpty();
  }

  @Test
  void itEnds() {
    var usual = invite(times(9));
    var late = clock.instant().plus(InvitationDraft.LIFE_MAX);
    var lasting =
        invite(new InvitationDraft(MEMBER, Optional.of(late), Optional.of(9), Optional.empty()));
    clock.advance(InvitationDraft.LIFE.minusMillis(1));
    assertThat(join(bob, usual)).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(join(cyd, usual)).isEqualTo("not_found");
    assertThat(join(cyd, lasting)).isEmpty();
    assertThat(invitations.list(ada, id)).extracting(WorkspaceInvitation::uses).containsExactly(1);
  }

  @Test
  void itIsBounded() {
    var now = clock.instant();
    for (var end : List.of(now, now.plus(InvitationDraft.LIFE_MAX).plusMillis(1))) {
      var draft = new InvitationDraft(MEMBER, Optional.of(end), Optional.empty(), Optional.empty());
      assertThat(World.refusal(() -> invite(draft))).isEqualTo("unprocessable");
    }
    for (int uses : List.of(0, InvitationDraft.USES_MAX + 1)) {
      assertThat(World.refusal(() -> times(uses))).isEqualTo("unprocessable");
    }
    for (int i = 0; i < Invitations.OPEN_MAX; i++) invite(once(GUEST));
    assertThat(World.refusal(() -> invite(once(GUEST)))).isEqualTo("conflict");
    clock.advance(InvitationDraft.LIFE);
    invite(once(GUEST));
    assertThat(invitations.list(ada, id)).hasSize(1);
  }

  @Test
  void whatIsRevokedLetsNobodyIn() {
    var made = invite(times(2));
    assertThat(join(bob, made)).isEmpty();
    var invitation = made.invitation().id();
    invitations.revoke(ada, id, invitation);
    assertThat(join(cyd, made)).isEqualTo("not_found");
    assertThat(join(bob, made)).isEmpty();
    assertThat(invitations.list(ada, id)).isEmpty();
    assertThat(World.refusal(() -> invitations.revoke(ada, id, invitation))).isEqualTo("not_found");
  }

  @Test
  void ownersAndAdminsInviteAndNobodyAsAnOwner() {
    world.join(ada, id, ADMIN, bob);
    world.join(ada, id, MEMBER, cyd);
    assertThat(invitations.create(bob, id, once(ADMIN)).invitation().role()).isEqualTo(ADMIN);
    assertThat(World.refusal(() -> once(OWNER))).isEqualTo("unprocessable");
    var revoked = invite(once(GUEST)).invitation().id();
    var stranger = world.person("Eve");
    for (var who : List.of(cyd, stranger)) {
      var verdict = who.equals(cyd) ? "forbidden" : "not_found";
      for (var call :
          List.<Runnable>of(
              () -> invitations.create(who, id, once(GUEST)),
              () -> invitations.list(who, id),
              () -> invitations.revoke(who, id, revoked))) {
        assertThat(World.refusal(call)).isEqualTo(verdict);
      }
    }
  }

  @Test
  void itHoldsAsLongAsItsMakerCouldMakeIt() {
    world.join(ada, id, ADMIN, bob);
    var made = invitations.create(bob, id, times(9));
    SERVER.memberships.change(ada, id, bob.user(), MEMBER);
    assertThat(join(cyd, made)).isEqualTo("not_found");
    SERVER.memberships.change(ada, id, bob.user(), ADMIN);
    assertThat(join(cyd, made)).isEmpty();
    SERVER.memberships.remove(ada, id, bob.user());
    assertThat(join(bob, made)).isEqualTo("not_found");
    assertThat(invitations.list(ada, id)).isEmpty();
  }

  @Test
  void whoWasRemovedDoesNotComeBackByTheSameCode() {
    var made = invite(times(9));
    assertThat(join(bob, made)).isEmpty();
    SERVER.memberships.remove(ada, id, bob.user());
    assertThat(join(bob, made)).isEqualTo("not_found");
    assertThat(invitations.list(ada, id)).extracting(WorkspaceInvitation::uses).containsExactly(1);
  }

  @Test
  void oneWithAnAddressIsForThatPersonAlone() {
    var email = SERVER.people.find(world.tenant, bob.user()).orElseThrow().email();
    var address = Optional.of(email.toUpperCase(Locale.ROOT));
    var made = invite(new InvitationDraft(GUEST, Optional.empty(), Optional.empty(), address));
    assertThat(join(cyd, made)).isEqualTo("not_found");
    assertThat(join(bob, made)).isEmpty();
    assertThat(role(bob)).contains(GUEST);
    var many = Optional.of(2);
    assertThat(World.refusal(() -> new InvitationDraft(GUEST, Optional.empty(), many, address)))
        .isEqualTo("unprocessable");
  }

  @Test
  void peopleOfOtherTenantsFindNothing() {
    var made = invite(times(9));
    assertThat(join(SERVER.world().person("Eve"), made)).isEqualTo("not_found");
  }

  @Test
  void whoGuessesIsHeldOffAndOthersAreNot() {
    var made = invite(times(9));
    for (int i = 0; i < JoinLimits.FAILURES_MAX; i++) {
      assertThat(World.refusal(() -> invitations.join(bob, new JoinCode("guess"), HERE)))
          .isEqualTo("not_found");
    }
    assertThat(join(bob, made)).isEqualTo("rate_limited");
    assertThat(join(cyd, made)).isEmpty();
  }

  @Test
  void theCodeIsLongAndNotKept() {
    var made = invite(once(MEMBER));
    assertThat(made.code().text()).matches("[A-Za-z0-9_-]{43}");
    assertThat(made.toString()).doesNotContain(made.code().text());
    var kept =
        SERVER.database.in(
            world.tenant,
            tx ->
                tx.sql()
                    .createQuery("select row_to_json(i)::text from workspace_invitation i")
                    .mapTo(String.class)
                    .list());
    assertThat(kept).hasSize(1).noneMatch(row -> row.contains(made.code().text()));
  }
}

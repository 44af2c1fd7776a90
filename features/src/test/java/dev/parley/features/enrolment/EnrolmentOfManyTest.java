package dev.parley.features.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.ConversationDraft;
import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.ConversationType;
import dev.parley.features.conversations.Participant;
import dev.parley.features.identity.NewPerson;
import dev.parley.features.identity.People;
import dev.parley.features.workspaces.Membership;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A tenant of ten thousand people.
final class EnrolmentOfManyTest {
  private static final int PEOPLE = 10_000;
  private static final Duration WAIT = Duration.ofMinutes(2);
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada", Role.ADMIN);
  private final WorkspaceId id = world.workspace(ada);
  private final ConversationId group = group();

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private ConversationId group() {
    var draft =
        new ConversationDraft(
            ConversationType.GROUP, Set.of(), Optional.of("News"), Optional.of(id));
    return SERVER.conversations.create(ada, draft).conversation().id();
  }

  /// Six of ten are of the one domain.
  private List<UserId> everyone(String domain) {
    var made = new ArrayList<UserId>();
    for (int from = 0; from < PEOPLE; from += People.BULK_MAX) {
      var some =
          IntStream.range(from, from + People.BULK_MAX)
              .mapToObj(i -> "p" + i + "@" + (i % 10 < 6 ? domain : "other.example"))
              .map(email -> new NewPerson(email, "P", Role.MEMBER))
              .toList();
      var created = SERVER.people.createAll(world.tenant, some, Optional.of("x"));
      created.people().forEach(person -> made.add(person.id()));
    }
    return made;
  }

  private Map<UserId, Membership> members() {
    var members = new HashMap<UserId, Membership>();
    var member = SERVER.workspaces.member(ada, id).orElseThrow();
    Optional<UserId> after = Optional.empty();
    do {
      var page = SERVER.memberships.list(member, after, 500);
      page.members().forEach(one -> members.put(one.userId(), one));
      after = page.nextAfter();
    } while (after.isPresent());
    assertThat(SERVER.workspaces.find(ada, id).orElseThrow().memberCount())
        .isEqualTo(members.size());
    return members;
  }

  private Set<UserId> talking() {
    var member = SERVER.conversations.member(ada, group).orElseThrow();
    return SERVER.participants.list(member).stream()
        .map(Participant::userId)
        .collect(Collectors.toSet());
  }

  private EnrolmentRun awaited(EnrolmentRun run) {
    long end = System.nanoTime() + WAIT.toNanos();
    while (true) {
      var now = SERVER.enrolmentRules.run(ada, id, run.ruleId(), run.id());
      if (!now.isOpen()) return now;
      assertThat(System.nanoTime()).as("still " + now).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  @Test
  void aDryRunTellsWhatHappensAndARollbackUndoesJustThat() {
    var people = everyone("corp.example");
    var guests = new HashSet<>(people.subList(0, 50));
    SERVER.memberships.add(ada, id, guests, WorkspaceRole.GUEST);
    var before = members();
    var criteria = new Criteria.EmailDomain(List.of("corp.example"));
    var actions = new Actions(WorkspaceRole.MEMBER, List.of(group));
    var definition = new Definition("Staff", criteria, actions, true);

    var trial = new EnrolmentRuns.Trial(definition, Optional.empty(), Optional.empty());
    var told = SERVER.enrolmentRules.dryRun(ada, id, trial, Optional.empty(), PEOPLE);
    int room = Workspaces.MEMBERS_MAX - before.size();
    assertThat(told.counts().matched()).isEqualTo(PEOPLE * 6 / 10);
    assertThat(told.counts().joining()).isEqualTo(room);
    assertThat(told.counts().raising()).isEqualTo(30);
    assertThat(members()).isEqualTo(before);

    var made = SERVER.enrolmentRules.create(ada, id, definition);
    interrupted(made.run().orElseThrow());
    try (var _ = EnrolmentAgent.start(SERVER.database, SERVER.enrolmentRuns)) {
      var run = awaited(made.run().orElseThrow());
      assertThat(run.state()).isEqualTo(EnrolmentRun.State.DONE);
      assertThat(run.counts()).isEqualTo(told.counts());
      agree(told.people(), before);

      var raised = told.people().stream().filter(it -> it.outcome() == Outcome.IS_RAISED).toList();
      var byHand = raised.getFirst().userId();
      SERVER.memberships.change(ada, id, byHand, WorkspaceRole.ADMIN);
      var read = new EnrolmentRules.Read(id, made.rule().id(), 1);
      var back = awaited(SERVER.enrolmentRules.rollback(ada, read, 0).run().orElseThrow());
      assertThat(back.kept()).isEqualTo(1);
      var after = members();
      assertThat(after.remove(byHand)).extracting(Membership::role).isEqualTo(WorkspaceRole.ADMIN);
      before.remove(byHand);
      assertThat(after).isEqualTo(before);
      assertThat(talking()).containsExactly(ada.user());
    }
  }

  /// Two steps of a node that then is no more.
  private void interrupted(EnrolmentRun run) {
    var lease = Duration.ofMillis(200);
    var taken = SERVER.database.system(tx -> RunStore.take(tx.sql(), lease)).orElseThrow();
    assertThat(taken.run()).isEqualTo(run.id());
    for (int step = 0; step < 2; step++) SERVER.enrolmentRuns.step(taken.tenant(), taken.run());
  }

  private void agree(List<Prospect> told, Map<UserId, Membership> before) {
    var members = members();
    var talking = talking();
    for (var one : told) {
      var role = Optional.ofNullable(members.get(one.userId())).map(Membership::role);
      assertThat(role).isEqualTo(one.role());
      assertThat(talking.contains(one.userId())).isEqualTo(!one.conversationIds().isEmpty());
      assertThat(before.containsKey(one.userId())).isEqualTo(one.roleBefore().isPresent());
    }
  }

  @Test
  void whoComesInAThousandIsLetInAndCountedOnce() {
    var definition =
        new Definition(
            "Staff",
            new Criteria.EmailDomain(List.of("corp.example")),
            new Actions(WorkspaceRole.MEMBER, List.of(group)),
            true);
    var made = SERVER.enrolmentRules.create(ada, id, definition);
    while (SERVER.enrolmentRuns.step(world.tenant, made.run().orElseThrow().id())) {}
    var some =
        IntStream.range(0, 600)
            .mapToObj(i -> new NewPerson("n" + i + "@corp.example", "N", Role.MEMBER))
            .toList();
    SERVER.people.createAll(world.tenant, some, Optional.of("x"));
    assertThat(members()).hasSize(601);
    assertThat(talking()).hasSize(601);
  }

  @Test
  void whoGoesWhileARunComesByStaysAway() throws InterruptedException {
    var people = new ArrayList<UserId>();
    for (int i = 0; i < 40; i++) {
      var one = new NewPerson("r" + i + "@corp.example", "R", Role.MEMBER);
      var created = SERVER.people.create(world.tenant, one, Optional.of("x"));
      people.add(created.people().getFirst().id());
    }
    SERVER.memberships.add(ada, id, Set.copyOf(people), WorkspaceRole.GUEST);
    var definition =
        new Definition(
            "Staff",
            new Criteria.EmailDomain(List.of("corp.example")),
            new Actions(WorkspaceRole.MEMBER, List.of(group)),
            true);
    var made = SERVER.enrolmentRules.create(ada, id, definition);
    var run = made.run().orElseThrow();
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      all.submit(() -> SERVER.enrolmentRuns.step(world.tenant, run.id()));
      for (var user : people.subList(0, 20)) {
        all.submit(() -> SERVER.memberships.remove(ada, id, user));
      }
    }
    var done = SERVER.enrolmentRules.run(ada, id, run.ruleId(), run.id());
    assertThat(done.state()).isEqualTo(EnrolmentRun.State.DONE);
    var members = members();
    assertThat(members.keySet()).containsAll(people.subList(20, 40));
    assertThat(talking()).isSubsetOf(members.keySet());
  }
}

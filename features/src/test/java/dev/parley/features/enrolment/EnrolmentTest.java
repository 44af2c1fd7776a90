package dev.parley.features.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.identity.Metadata;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class EnrolmentTest extends EnrolmentPlace {
  private static final Server SERVER = new Server();

  EnrolmentTest() {
    super(SERVER);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void whoIsThereIsLetInWhenARuleBegins() {
    var bob = newcomer("CORP.example");
    var eve = newcomer("other.example");
    var sub = newcomer("mail.corp.example");
    var run = finish(create(byDomain(WorkspaceRole.MEMBER, group)).run().orElseThrow());
    assertThat(run.state()).isEqualTo(EnrolmentRun.State.DONE);
    assertThat(run.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 1));
    assertThat(role(bob)).contains(WorkspaceRole.MEMBER);
    assertThat(talks(bob)).isTrue();
    assertThat(members()).doesNotContainKeys(eve.user(), sub.user());
    assertThat(world.types(id.topic())).contains("workspace.member.added");
    assertThat(world.types(group.topic())).contains("participant.added");
  }

  @Test
  void whoIsNewIsLetInWithoutARun() {
    create(byDomain(WorkspaceRole.GUEST, group));
    var bob = newcomer("corp.example");
    assertThat(role(bob)).contains(WorkspaceRole.GUEST);
    assertThat(talks(bob)).isTrue();
    assertThat(role(newcomer("elsewhere.example"))).isEmpty();
  }

  @Test
  void aDomainIsOneHoweverItIsWritten() {
    create(byDomain("Bücher.example", WorkspaceRole.MEMBER));
    assertThat(role(newcomer("bücher.example"))).isPresent();
    assertThat(role(newcomer("XN--BCHER-KVA.example"))).isPresent();
  }

  @Test
  void whatIsNotedAboutSomeoneOpensDoors() {
    var criteria =
        new Criteria.UserMetadata(
            List.of(
                new Criteria.Condition("department", List.of("sales", "support")),
                new Criteria.Condition("level", List.of(3))));
    var actions = new Actions(WorkspaceRole.MEMBER, List.of());
    create(new Definition("Sales", criteria, actions, true));
    var bob = newcomer("x.example", new Metadata(Map.of("department", "sales")));
    assertThat(role(bob)).isEmpty();
    var noted = new Metadata(Map.of("department", "support", "level", 3));
    var described = SERVER.people.describe(ada, bob.user(), noted);
    assertThat(described.metadata()).isEqualTo(noted);
    assertThat(role(bob)).contains(WorkspaceRole.MEMBER);
    assertThat(World.refusal(() -> SERVER.people.describe(bob, bob.user(), noted)))
        .isEqualTo("forbidden");
  }

  @Test
  void aRoleIsOnlyEverRaised() {
    var guest = newcomer("corp.example");
    var admin = newcomer("corp.example");
    world.join(ada, id, WorkspaceRole.GUEST, guest);
    world.join(ada, id, WorkspaceRole.ADMIN, admin);
    var run = finish(create(byDomain(WorkspaceRole.MEMBER)).run().orElseThrow());
    assertThat(run.counts()).isEqualTo(new Counts(2, 0, 1, 1, 0, 0, 0));
    assertThat(role(guest)).contains(WorkspaceRole.MEMBER);
    assertThat(role(admin)).contains(WorkspaceRole.ADMIN);
  }

  @Test
  void whoWasLoweredOrSentAwayIsLeftAloneUnlessNamed() {
    var bob = newcomer("corp.example");
    var cy = newcomer("corp.example");
    var made = create(byDomain(WorkspaceRole.MEMBER));
    SERVER.memberships.remove(ada, id, bob.user());
    SERVER.memberships.change(ada, id, cy.user(), WorkspaceRole.GUEST);
    var rule = made.rule().id();
    var again = finish(SERVER.enrolmentRules.run(ada, id, rule, Optional.empty()));
    assertThat(again.counts()).isEqualTo(new Counts(2, 0, 0, 1, 1, 0, 0));
    var named = Set.of(bob.user(), cy.user());
    var byName = finish(SERVER.enrolmentRules.run(ada, id, rule, Optional.of(named)));
    assertThat(byName.counts()).isEqualTo(new Counts(2, 1, 1, 0, 0, 0, 0));
    assertThat(role(bob)).contains(WorkspaceRole.MEMBER);
  }

  @Test
  void whoIsReactivatedIsLetInAgainUnlessTheyHadLeft() {
    create(byDomain(WorkspaceRole.MEMBER, group));
    var bob = newcomer("corp.example");
    var cy = newcomer("corp.example");
    SERVER.memberships.remove(cy, id, cy.user());
    for (var one : List.of(bob, cy)) {
      var email = SERVER.people.find(world.tenant, one.user()).orElseThrow().email();
      world.deactivate(one);
      SERVER.peopleDesk.reactivate(world.tenant, email);
    }
    assertThat(role(bob)).contains(WorkspaceRole.MEMBER);
    assertThat(talks(bob)).isTrue();
    assertThat(role(cy)).isEmpty();
  }

  @Test
  void aManualRuleIsAboutThoseWhoAreNamed() {
    var bob = newcomer("corp.example");
    var actions = new Actions(WorkspaceRole.GUEST, List.of(group));
    var made = create(new Definition("By hand", new Criteria.Manual(), actions, true));
    assertThat(made.run()).isEmpty();
    var rule = made.rule().id();
    assertThat(World.refusal(() -> SERVER.enrolmentRules.run(ada, id, rule, Optional.empty())))
        .isEqualTo("unprocessable");
    var named = Optional.of(Set.of(bob.user()));
    finish(SERVER.enrolmentRules.run(ada, id, rule, named));
    assertThat(role(bob)).contains(WorkspaceRole.GUEST);
  }

  @Test
  void aRollbackTakesBackWhatLaterVersionsDidAndKeepsWhatPeopleDid() {
    var bob = newcomer("corp.example");
    var cy = newcomer("corp.example");
    var dan = newcomer("corp.example");
    world.join(ada, id, WorkspaceRole.GUEST, dan);
    var before = members();
    var first = create(byDomain(WorkspaceRole.GUEST));
    var afterFirst = members();
    var read = new EnrolmentRules.Read(id, first.rule().id(), 1);
    var second = SERVER.enrolmentRules.update(ada, read, byDomain(WorkspaceRole.MEMBER, group));
    finish(second.run().orElseThrow());
    assertThat(role(dan)).contains(WorkspaceRole.MEMBER);
    var third = byDomain("else.example", WorkspaceRole.MEMBER);
    var readSecond = new EnrolmentRules.Read(id, first.rule().id(), 2);
    assertThat(World.refusal(() -> SERVER.enrolmentRules.update(ada, read, third)))
        .isEqualTo("stale");
    var eve = newcomer("else.example");
    finish(SERVER.enrolmentRules.update(ada, readSecond, third).run().orElseThrow());
    SERVER.memberships.change(ada, id, cy.user(), WorkspaceRole.ADMIN);

    var rule = SERVER.enrolmentRules.find(ada, id, first.rule().id());
    var back = rollback(rule, 1);
    assertThat(role(eve)).isEmpty();
    assertThat(talks(bob)).isFalse();
    assertThat(role(cy)).contains(WorkspaceRole.ADMIN);
    assertThat(back.kept()).isEqualTo(1);
    SERVER.memberships.change(ada, id, cy.user(), WorkspaceRole.GUEST);
    assertThat(members()).isEqualTo(afterFirst);
    var now = SERVER.enrolmentRules.find(ada, id, first.rule().id());
    assertThat(now.version()).isEqualTo(4);
    assertThat(now.definition()).isEqualTo(byDomain(WorkspaceRole.GUEST));
    assertThat(SERVER.enrolmentRules.versions(ada, id, now.id())).hasSize(4);

    rollback(now, 0);
    assertThat(members()).isEqualTo(before);
    assertThat(role(newcomer("corp.example"))).isEmpty();
  }

  @Test
  void aRuleThatChangesEndsTheRunOfTheVersionBefore() {
    newcomer("corp.example");
    var made = SERVER.enrolmentRules.create(ada, id, byDomain(WorkspaceRole.MEMBER));
    var read = new EnrolmentRules.Read(id, made.rule().id(), 1);
    SERVER.enrolmentRules.update(ada, read, byDomain("other.example", WorkspaceRole.MEMBER));
    var run = finish(made.run().orElseThrow());
    assertThat(run.state()).isEqualTo(EnrolmentRun.State.SUPERSEDED);
    assertThat(members()).hasSize(1);
  }

  @Test
  void onlyThoseWhoLookAfterAWorkspaceHaveToDoWithItsRules() {
    var bob = newcomer("x.example");
    var stranger = newcomer("x.example");
    world.join(ada, id, WorkspaceRole.MEMBER, bob);
    var rule = byDomain(WorkspaceRole.MEMBER);
    var made = create(rule).rule().id();
    assertThat(World.refusal(() -> SERVER.enrolmentRules.create(bob, id, rule)))
        .isEqualTo("forbidden");
    assertThat(World.refusal(() -> SERVER.enrolmentRules.list(stranger, id)))
        .isEqualTo("not_found");
    assertThat(World.refusal(() -> SERVER.enrolmentRules.find(ada, world.workspace(ada), made)))
        .isEqualTo("not_found");
  }

  @Test
  void whoDoesNotAdministerTheTenantLearnsNothingOfPeopleByRules() {
    var bob = newcomer("x.example");
    world.join(ada, id, WorkspaceRole.MEMBER, bob);
    SERVER.memberships.change(ada, id, bob.user(), WorkspaceRole.OWNER);
    var rule = byDomain(WorkspaceRole.MEMBER);
    var made = create(rule).rule();
    var read = new EnrolmentRules.Read(id, made.id(), 1);
    var named = Optional.of(Set.of(bob.user()));
    var sly = new EnrolmentRuns.Trial(byName(), Optional.of(made.id()), named);
    var trial = new EnrolmentRuns.Trial(rule, Optional.empty(), named);
    for (Runnable attempt :
        List.<Runnable>of(
            () -> SERVER.enrolmentRules.create(bob, id, rule),
            () -> SERVER.enrolmentRules.update(bob, read, rule),
            () -> SERVER.enrolmentRules.update(bob, read, byName()),
            () -> SERVER.enrolmentRules.rollback(bob, read, 0),
            () -> SERVER.enrolmentRules.run(bob, id, made.id(), Optional.empty()),
            () -> SERVER.enrolmentRules.run(bob, id, made.id(), named),
            () -> SERVER.enrolmentRules.dryRun(bob, id, trial, Optional.empty(), 10),
            () -> SERVER.enrolmentRules.dryRun(bob, id, sly, Optional.empty(), 10))) {
      assertThat(World.refusal(attempt)).isEqualTo("forbidden");
    }
    var withheld = new Criteria.Withheld(RuleType.EMAIL_DOMAIN);
    assertThat(SERVER.enrolmentRules.find(bob, id, made.id()).definition().criteria())
        .isEqualTo(withheld);
    assertThat(SERVER.enrolmentRules.list(bob, id))
        .extracting(one -> one.definition().criteria())
        .containsExactly(withheld);
    assertThat(SERVER.enrolmentRules.versions(bob, id, made.id()))
        .extracting(one -> one.definition().criteria())
        .containsExactly(withheld);
    assertThat(Json.write(SERVER.enrolmentRules.find(bob, id, made.id())))
        .contains("\"criteria\":{}")
        .doesNotContain("corp.example");
    assertThat(SERVER.enrolmentRules.runs(bob, id, made.id())).hasSize(1);
    assertThat(SERVER.enrolmentRules.find(ada, id, made.id()).definition()).isEqualTo(rule);
  }

  @Test
  void whoLooksAfterAWorkspaceEndsAnyRuleAndWritesThoseThatNamePeople() {
    var bob = newcomer("x.example");
    var cy = newcomer("x.example");
    world.join(ada, id, WorkspaceRole.ADMIN, bob);
    var hidden = create(byDomain(WorkspaceRole.MEMBER)).rule().id();
    SERVER.enrolmentRules.delete(bob, id, hidden);
    var rule = SERVER.enrolmentRules.create(bob, id, byName()).rule();
    finish(SERVER.enrolmentRules.run(bob, id, rule.id(), Optional.of(Set.of(cy.user()))));
    assertThat(role(cy)).contains(WorkspaceRole.MEMBER);
    var read = new EnrolmentRules.Read(id, rule.id(), 1);
    assertThat(
            World.refusal(
                () -> SERVER.enrolmentRules.update(bob, read, byDomain(WorkspaceRole.MEMBER))))
        .isEqualTo("forbidden");
    SERVER.enrolmentRules.rollback(bob, read, 0);
  }

  @Test
  void aRuleNamesGroupsOfItsWorkspaceThatItsAuthorLooksAfter() {
    var bob = newcomer("x.example");
    world.join(ada, id, WorkspaceRole.ADMIN, bob);
    var elsewhere = world.group(ada, bob);
    var unknown = new ConversationId(UUID.randomUUID());
    for (var not : List.of(elsewhere, unknown)) {
      var rule = byName(not);
      assertThat(World.refusal(() -> SERVER.enrolmentRules.create(ada, id, rule)))
          .isEqualTo("unprocessable");
    }
    var ofAda = byName(group);
    assertThat(World.refusal(() -> SERVER.enrolmentRules.create(bob, id, ofAda)))
        .isEqualTo("unprocessable");
  }

  @Test
  void aRuleThatIsDeletedLetsNobodyInAndNobodyGo() {
    var bob = newcomer("corp.example");
    var made = create(byDomain(WorkspaceRole.MEMBER)).rule().id();
    SERVER.enrolmentRules.delete(ada, id, made);
    assertThat(role(bob)).isPresent();
    assertThat(role(newcomer("corp.example"))).isEmpty();
    assertThat(SERVER.enrolmentRules.list(ada, id)).isEmpty();
  }
}

package dev.parley.features.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.platform.kernel.Json;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class EnrolmentUpkeepTest extends EnrolmentPlace {
  private static final Server SERVER = new Server();

  EnrolmentUpkeepTest() {
    super(SERVER);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void theWorkspaceHearsHowARunEndedAndOfNobodyByName() {
    var bob = newcomer("corp.example");
    var rule = create(byDomain(WorkspaceRole.MEMBER)).rule();
    rollback(rule, 0);
    var ends =
        world.events(id.topic()).stream()
            .filter(event -> event.type().equals("enrolment.finished"))
            .map(event -> Json.tree(event.payload()))
            .toList();
    assertThat(ends).hasSize(2);
    assertThat(ends.getFirst().path("joined").intValue()).isEqualTo(1);
    assertThat(ends.getLast().path("kind").stringValue()).isEqualTo("rollback");
    assertThat(ends.getLast().path("undone").intValue()).isEqualTo(1);
    assertThat(ends.toString()).doesNotContain(bob.user().toString());
  }

  @Test
  void aRunThatFailsTooOftenEndsAndIsTold() {
    newcomer("corp.example");
    var made = SERVER.enrolmentRules.create(ada, id, byDomain(WorkspaceRole.MEMBER));
    var run = made.run().orElseThrow();
    SERVER.enrolmentRuns.failed(world.tenant, run.id(), 2);
    assertThat(world.types(id.topic())).doesNotContain("enrolment.finished");
    SERVER.enrolmentRuns.failed(world.tenant, run.id(), 2);
    assertThat(world.types(id.topic())).containsOnlyOnce("enrolment.finished");
    var ended = SERVER.enrolmentRules.run(ada, id, run.ruleId(), run.id());
    assertThat(ended.state()).isEqualTo(EnrolmentRun.State.FAILED);
  }

  @Test
  void whatIsOldAndNeededNoMoreIsForgotten() {
    var bob = newcomer("corp.example");
    var cy = newcomer("corp.example");
    var rule = create(byDomain(WorkspaceRole.MEMBER)).rule();
    SERVER.memberships.remove(ada, id, cy.user());
    int more = EnrolmentAgent.RUNS_KEPT + 2;
    for (int i = 0; i < more; i++) {
      finish(SERVER.enrolmentRules.run(ada, id, rule.id(), Optional.empty()));
    }
    var open = SERVER.enrolmentRules.run(ada, id, rule.id(), Optional.empty());
    var now = Instant.now();
    EnrolmentAgent.sweep(SERVER.database, now);
    assertThat(SERVER.enrolmentRules.runs(ada, id, rule.id())).hasSize(more + 2);
    EnrolmentAgent.sweep(SERVER.database, now.plus(EnrolmentAgent.KEPT).plusSeconds(60));
    assertThat(SERVER.enrolmentRules.runs(ada, id, rule.id())).hasSize(EnrolmentAgent.RUNS_KEPT);

    // Still known: who has left, and what there is to take back.
    assertThat(finish(open).counts()).isEqualTo(new Counts(2, 0, 0, 1, 1, 0, 0));
    var back = rollback(rule, 0);
    assertThat(back.undone()).isEqualTo(1);
    assertThat(role(bob)).isEmpty();
  }

  @Test
  void whatADeletedRuleDidIsForgottenInTime() {
    var later = Instant.now().plus(EnrolmentAgent.KEPT).plusSeconds(60);
    EnrolmentAgent.sweep(SERVER.database, later);
    var bob = newcomer("corp.example");
    var gone = create(byDomain(WorkspaceRole.MEMBER, group)).rule();
    SERVER.enrolmentRules.delete(ada, id, gone.id());
    assertThat(EnrolmentAgent.sweep(SERVER.database, Instant.now())).isZero();
    assertThat(EnrolmentAgent.sweep(SERVER.database, later)).isEqualTo(2);
    assertThat(EnrolmentAgent.sweep(SERVER.database, later)).isZero();
    assertThat(role(bob)).isPresent();
  }
}

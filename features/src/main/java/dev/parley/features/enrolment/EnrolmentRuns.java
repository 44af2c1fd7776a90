package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.Participants;
import dev.parley.features.workspaces.Memberships;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceMember;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Rules on their way through the people: what would come of it, and what does.
public final class EnrolmentRuns {
  /// Most people that one step lets in.
  static final int STEP_MAX = 500;

  /// Most events of one step, or of people who arrive together.
  static final int EVENTS_MAX = 8_000;

  /// Most effects that one step takes back: each may end a person's part in many groups.
  static final int UNDOING_MAX = 100;

  /// Most people that a dry run counts.
  public static final int DRY_RUN_MAX = 100_000;

  private final Database database;
  private final Doors doors;
  private final Outbox outbox;
  private final Enroller enroller;

  /// What it needs of other features.
  public record Doors(
      Workspaces workspaces, Memberships memberships, Participants.Admissions admissions) {}

  public EnrolmentRuns(Database database, Doors doors, Outbox outbox, InstantSource clock) {
    this.database = database;
    this.doors = doors;
    this.outbox = outbox;
    this.enroller = new Enroller(doors.memberships(), doors.admissions(), clock);
  }

  Enroller enroller() {
    return enroller;
  }

  /// What would come of a rule.
  ///
  /// @param complete false where there are more people than [#DRY_RUN_MAX], who are not counted
  /// @param people a page of them, in the order of their ids
  /// @param nextAfter where the next page starts, if there is one
  public record DryRun(
      Counts counts,
      boolean complete,
      List<Prospect> people,
      boolean hasMore,
      Optional<UserId> nextAfter) {}

  /// What a dry run is of.
  ///
  /// @param rule the rule that the definition would change, if it is there already
  /// @param people whom somebody names
  public record Trial(
      Definition definition,
      Optional<RuleId> rule,
      Optional<? extends Collection<UserId>> people) {}

  /// Tells what a rule would do right now, and does nothing.
  DryRun dryRun(WorkspaceMember member, Trial trial, Optional<UserId> after, int limit) {
    var tenant = member.tenant();
    return database.snapshot(
        tenant,
        tx -> {
          var shown = new ArrayList<Prospect>();
          var counts = Counts.NONE;
          boolean more = false;
          var walk = new Walk(tx, tenant, member.workspace(), trial);
          for (var page = walk.next(); !page.isEmpty(); page = walk.next()) {
            for (var prospect : page) {
              counts = counts.plus(prospect);
              if (after.isPresent() && !follows(prospect.userId(), after.get())) continue;
              if (shown.size() < limit) shown.add(prospect);
              else more = true;
            }
          }
          var next = more ? Optional.of(shown.getLast().userId()) : Optional.<UserId>empty();
          return new DryRun(counts, counts.matched() < DRY_RUN_MAX, shown, more, next);
        });
  }

  private static boolean follows(UserId one, UserId other) {
    return one.toString().compareTo(other.toString()) > 0;
  }

  /// Goes through all people whom a rule would be about.
  private final class Walk {
    private final Transaction tx;
    private final TenantId tenant;
    private final CandidateStore.Choice choice;
    private final Plan plan;
    private final Map<ConversationId, Integer> rooms;
    private Optional<UserId> last = Optional.empty();
    private int walked;

    Walk(Transaction tx, TenantId tenant, WorkspaceId workspace, Trial trial) {
      this.tx = tx;
      this.tenant = tenant;
      choice =
          new CandidateStore.Choice(workspace, trial.rule(), trial.definition(), trial.people());
      var actions = trial.definition().actions();
      plan =
          new Plan(
              actions, trial.people().isPresent(), doors.workspaces().room(tx, tenant, workspace));
      rooms = doors.admissions().room(tx, tenant, actions.conversationIds());
    }

    List<Prospect> next() {
      if (walked >= DRY_RUN_MAX) return List.of();
      var page = CandidateStore.candidates(tx.sql(), tenant, choice, last, STEP_MAX);
      walked += page.size();
      if (!page.isEmpty()) last = Optional.of(page.getLast().id());
      return page.stream().map(person -> plan.prospect(person, plan.seat(person), rooms)).toList();
    }
  }

  /// Takes a run one step further; false when there is nothing left to do.
  boolean step(TenantId tenant, UUID id) {
    return database.in(
        tenant,
        tx -> {
          var seen = RunStore.find(tx.sql(), tenant, id).orElse(null);
          if (seen == null || !seen.isOpen()) return false;
          var rule = RuleStore.share(tx.sql(), tenant, seen.ruleId());
          var run = RunStore.lock(tx.sql(), tenant, id).filter(EnrolmentRun::isOpen);
          if (run.isEmpty()) return false;
          var step = step(tx, tenant, run.get(), rule);
          RunStore.save(tx.sql(), tenant, id, step, enroller.now());
          tellEnd(tx, tenant, id);
          return step.state() == EnrolmentRun.State.RUNNING;
        });
  }

  /// Counts a failure; too many in a row end the run.
  void failed(TenantId tenant, UUID id, int max) {
    database.in(
        tenant,
        tx -> {
          RunStore.failed(tx.sql(), tenant, id, max, enroller.now());
          tellEnd(tx, tenant, id);
          return id;
        });
  }

  private void tellEnd(Transaction tx, TenantId tenant, UUID id) {
    RunStore.find(tx.sql(), tenant, id)
        .filter(run -> !run.isOpen())
        .ifPresent(run -> outbox.publish(tx, tenant, run.finished()));
  }

  private RunStore.Step step(
      Transaction tx, TenantId tenant, EnrolmentRun run, Optional<EnrolmentRule> rule) {
    if (rule.isEmpty()) return over(run, EnrolmentRun.State.SUPERSEDED);
    if (run.kind() == EnrolmentRun.Kind.ROLLBACK) return back(tx, tenant, run, rule.get());
    if (rule.get().version() != run.ruleVersion()) {
      return over(run, EnrolmentRun.State.SUPERSEDED);
    }
    return forth(tx, tenant, run, rule.get());
  }

  private static RunStore.Step over(EnrolmentRun run, EnrolmentRun.State state) {
    return new RunStore.Step(
        state, run.afterPerson(), run.belowEffect(), run.counts(), run.undone(), run.kept());
  }

  private RunStore.Step forth(
      Transaction tx, TenantId tenant, EnrolmentRun run, EnrolmentRule rule) {
    int limit = Math.min(STEP_MAX, EVENTS_MAX / rule.definition().actions().events());
    var choice =
        new CandidateStore.Choice(
            rule.workspaceId(), Optional.of(rule.id()), rule.definition(), run.people());
    var people = CandidateStore.ids(tx.sql(), tenant, choice, run.afterPerson(), limit);
    if (people.isEmpty()) return over(run, EnrolmentRun.State.DONE);
    var order = new Enroller.Order(rule, Optional.of(run.id()), run.byName(), people);
    var counts = run.counts().plus(enroller.enrol(tx, tenant, List.of(order)));
    boolean more = people.size() == limit;
    var state = more ? EnrolmentRun.State.RUNNING : EnrolmentRun.State.DONE;
    return new RunStore.Step(
        state, Optional.of(people.getLast()), Optional.empty(), counts, run.undone(), run.kept());
  }

  private RunStore.Step back(
      Transaction tx, TenantId tenant, EnrolmentRun run, EnrolmentRule rule) {
    var effects = EffectStore.later(tx.sql(), tenant, run, UNDOING_MAX);
    if (effects.isEmpty()) return over(run, EnrolmentRun.State.DONE);
    int undone = new Undoing(enroller, tx, tenant, rule).undo(effects);
    boolean more = effects.size() == UNDOING_MAX;
    return new RunStore.Step(
        more ? EnrolmentRun.State.RUNNING : EnrolmentRun.State.DONE,
        Optional.empty(),
        Optional.of(effects.getLast().id()),
        run.counts(),
        run.undone() + undone,
        run.kept() + effects.size() - undone);
  }
}

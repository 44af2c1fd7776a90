package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.Participants;
import dev.parley.features.enrolment.EnrolmentRuns.DryRun;
import dev.parley.features.enrolment.EnrolmentRuns.Trial;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceMember;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// The door to rules. All of it is for the owners and admins of their workspace, who name no groups
/// but those into which they may let people themselves. A rule that goes by what of people is shown
/// to administrators of the tenant alone is theirs to try out, write and run: others see that it is
/// there and how many it is about, not its criteria, and may end it.
public final class EnrolmentRules {
  /// Most rules of one workspace; a few more where many are made at once.
  public static final int OF_WORKSPACE_MAX = 50;

  /// Most active rules of one tenant: whoever is new is compared with all of them.
  public static final int ACTIVE_OF_TENANT_MAX = 500;

  /// Most people who are named at once.
  public static final int NAMED_MAX = 500;

  /// Most versions of one rule.
  public static final int VERSIONS_MAX = 1_000;

  /// Of a rule's runs the newest are shown.
  public static final int RUNS_SHOWN = 50;

  private final Database database;
  private final Workspaces workspaces;
  private final Participants.Admissions admissions;
  private final EnrolmentRuns runs;

  public EnrolmentRules(
      Database database,
      Workspaces workspaces,
      Participants.Admissions admissions,
      EnrolmentRuns runs) {
    this.database = database;
    this.workspaces = workspaces;
    this.admissions = admissions;
    this.runs = runs;
  }

  /// A rule as it is from now on, and the run that it began, if it did.
  public record Changed(EnrolmentRule rule, Optional<EnrolmentRun> run) {}

  public Changed create(Actor actor, WorkspaceId workspace, Definition definition) {
    return database.in(
        actor.tenant(),
        tx -> {
          administering(tx, actor, workspace);
          requireMayRead(actor, definition);
          requireGroups(tx, actor, workspace, Set.copyOf(groups(definition)));
          var there = RuleStore.list(tx.sql(), actor.tenant(), workspace, OF_WORKSPACE_MAX);
          if (there.size() == OF_WORKSPACE_MAX) {
            throw new Problem.Conflict("A workspace has at most " + OF_WORKSPACE_MAX + " rules")
                .refused();
          }
          return write(tx, actor, workspace, RuleId.next(), definition);
        });
  }

  /// All rules of a workspace, in the order in which they were made.
  public List<EnrolmentRule> list(Actor actor, WorkspaceId workspace) {
    seeing(actor, workspace);
    return database.in(
        actor.tenant(),
        tx ->
            RuleStore.list(tx.sql(), actor.tenant(), workspace, OF_WORKSPACE_MAX * 2).stream()
                .map(rule -> rule.shownTo(actor))
                .toList());
  }

  public EnrolmentRule find(Actor actor, WorkspaceId workspace, RuleId id) {
    return known(actor, workspace, id).shownTo(actor);
  }

  private EnrolmentRule known(Actor actor, WorkspaceId workspace, RuleId id) {
    seeing(actor, workspace);
    return database.in(
        actor.tenant(),
        tx ->
            RuleStore.find(tx.sql(), actor.tenant(), id)
                .filter(rule -> rule.workspaceId().equals(workspace))
                .orElseThrow(EnrolmentRules::unknown));
  }

  /// What a change refers to.
  ///
  /// @param version the version that its writer has read
  public record Read(WorkspaceId workspace, RuleId rule, int version) {}

  /// Makes the rule something else, and looks at everyone anew if it is active. Refuses with
  /// `stale` who has not read the current version.
  public Changed update(Actor actor, Read read, Definition definition) {
    return database.in(
        actor.tenant(),
        tx -> {
          var rule = locked(tx, actor, read);
          requireMayRead(actor, rule.definition(), definition);
          requireGroups(tx, actor, read.workspace(), added(rule.definition(), definition));
          return write(tx, actor, read.workspace(), rule.id(), definition);
        });
  }

  /// Ends a rule. Whom it has let in stays.
  public void delete(Actor actor, WorkspaceId workspace, RuleId id) {
    database.in(
        actor.tenant(),
        tx -> {
          locked(tx, actor, workspace, id);
          RuleStore.rulesChange(tx.sql(), actor.tenant());
          var open =
              RunStore.list(tx.sql(), actor.tenant(), id, RUNS_SHOWN).stream()
                  .anyMatch(run -> run.isOpen() && run.kind() == EnrolmentRun.Kind.ROLLBACK);
          if (open) throw new Problem.Conflict("A rollback of it is under way").refused();
          RuleStore.delete(tx.sql(), actor.tenant(), id, runs.enroller().now());
          return id;
        });
  }

  /// What the rule was, the newest version first.
  public List<RuleVersion> versions(Actor actor, WorkspaceId workspace, RuleId id) {
    find(actor, workspace, id);
    return database.in(
        actor.tenant(),
        tx ->
            RuleStore.versions(tx.sql(), actor.tenant(), id, VERSIONS_MAX).stream()
                .map(version -> version.shownTo(actor))
                .toList());
  }

  /// Makes the rule what it was in an earlier version, as a new one, and begins to take back what
  /// later versions did. Before the first version it was inactive, and had done nothing.
  public Changed rollback(Actor actor, Read read, int version) {
    return database.in(
        actor.tenant(),
        tx -> {
          var tenant = actor.tenant();
          var rule = locked(tx, actor, read);
          if (version < 0 || version >= rule.version()) {
            throw new Problem.Unprocessable("version", "Not an earlier version").refused();
          }
          var definition =
              version == 0
                  ? rule.definition().resting()
                  : RuleStore.version(tx.sql(), tenant, rule.id(), version)
                      .map(RuleVersion::definition)
                      .orElseThrow(EnrolmentRules::unknown);
          requireMayRead(actor, rule.definition(), definition);
          requireGroups(tx, actor, read.workspace(), added(rule.definition(), definition));
          var written = writeAlone(tx, actor, read.workspace(), rule.id(), definition);
          var back = new EnrolmentRun.Draft(written, Optional.empty(), false, Optional.of(version));
          return new Changed(written, Optional.of(begin(tx, actor, back)));
        });
  }

  /// Lets a rule look at everyone once more, or at people whom the caller names: who has left comes
  /// back then.
  public EnrolmentRun run(
      Actor actor, WorkspaceId workspace, RuleId id, Optional<Set<UserId>> people) {
    people.ifPresent(EnrolmentRules::requireNamed);
    return database.in(
        actor.tenant(),
        tx -> {
          var rule = locked(tx, actor, workspace, id);
          requireMayRead(actor, rule.definition());
          if (!rule.definition().active()) {
            throw new Problem.Conflict("The rule is not active").refused();
          }
          if (people.isEmpty() && !rule.definition().looksAround()) {
            throw new Problem.Unprocessable("userIds", "Name the people").refused();
          }
          Optional<Collection<UserId>> named = people.map(it -> it);
          boolean byName = people.isPresent();
          return begin(tx, actor, new EnrolmentRun.Draft(rule, named, byName, Optional.empty()));
        });
  }

  private static void requireNamed(Set<UserId> people) {
    if (!people.isEmpty() && people.size() <= NAMED_MAX) return;
    throw new Problem.Unprocessable("userIds", "Between 1 and " + NAMED_MAX + " at once").refused();
  }

  /// The newest runs of a rule, newest first.
  public List<EnrolmentRun> runs(Actor actor, WorkspaceId workspace, RuleId id) {
    find(actor, workspace, id);
    return database.in(
        actor.tenant(), tx -> RunStore.list(tx.sql(), actor.tenant(), id, RUNS_SHOWN));
  }

  public EnrolmentRun run(Actor actor, WorkspaceId workspace, RuleId id, UUID run) {
    find(actor, workspace, id);
    return database.in(
        actor.tenant(),
        tx ->
            RunStore.find(tx.sql(), actor.tenant(), run)
                .filter(it -> it.ruleId().equals(id))
                .orElseThrow(() -> new Problem.NotFound("run").refused()));
  }

  /// Tells what would come of a definition right now, of everyone or of those who are named.
  public DryRun dryRun(
      Actor actor, WorkspaceId workspace, Trial trial, Optional<UserId> after, int limit) {
    var member = seeing(actor, workspace);
    requireMayRead(actor, trial.definition());
    trial.people().map(Set::<UserId>copyOf).ifPresent(EnrolmentRules::requireNamed);
    if (trial.people().isEmpty() && trial.definition().type() == RuleType.MANUAL) {
      throw new Problem.Unprocessable("userIds", "Name the people").refused();
    }
    trial
        .rule()
        .ifPresent(rule -> requireMayRead(actor, known(actor, workspace, rule).definition()));
    database.in(
        actor.tenant(),
        tx -> {
          var known = trial.rule().flatMap(id -> RuleStore.find(tx.sql(), actor.tenant(), id));
          var groups =
              known
                  .map(rule -> added(rule.definition(), trial.definition()))
                  .orElseGet(() -> Set.copyOf(groups(trial.definition())));
          requireGroups(tx, actor, workspace, groups);
          return workspace;
        });
    return runs.dryRun(member, trial, after, limit);
  }

  private Changed write(
      Transaction tx, Actor actor, WorkspaceId workspace, RuleId id, Definition definition) {
    var rule = writeAlone(tx, actor, workspace, id, definition);
    if (!definition.looksAround()) return new Changed(rule, Optional.empty());
    var everyone = new EnrolmentRun.Draft(rule, Optional.empty(), false, Optional.empty());
    return new Changed(rule, Optional.of(begin(tx, actor, everyone)));
  }

  private EnrolmentRule writeAlone(
      Transaction tx, Actor actor, WorkspaceId workspace, RuleId id, Definition definition) {
    var tenant = actor.tenant();
    RuleStore.rulesChange(tx.sql(), tenant);
    boolean full = RuleStore.countActive(tx.sql(), tenant, id) >= ACTIVE_OF_TENANT_MAX;
    if (definition.active() && full) {
      throw new Problem.Conflict("At most " + ACTIVE_OF_TENANT_MAX + " rules are active").refused();
    }
    var writing = new RuleStore.Writing(workspace, id, actor.user(), runs.enroller().now());
    return RuleStore.write(tx.sql(), tenant, writing, definition);
  }

  private EnrolmentRun begin(Transaction tx, Actor actor, EnrolmentRun.Draft draft) {
    var now = runs.enroller().now();
    return RunStore.insert(tx.sql(), actor.tenant(), draft, actor.user(), now);
  }

  private WorkspaceMember seeing(Actor actor, WorkspaceId workspace) {
    return requireAdministers(workspaces.member(actor, workspace));
  }

  private void administering(Transaction tx, Actor actor, WorkspaceId workspace) {
    requireAdministers(workspaces.acting(tx, actor, workspace));
  }

  private static WorkspaceMember requireAdministers(Optional<WorkspaceMember> found) {
    var member = found.orElseThrow(Workspaces::unknown);
    if (member.role().administers()) return member;
    throw new Problem.Forbidden("Only its owners and admins do that").refused();
  }

  /// What a rule goes by must not tell its writer, by whom it is about, what else is hidden.
  private static void requireMayRead(Actor actor, Definition... definitions) {
    boolean reads = Stream.of(definitions).anyMatch(one -> one.type().readsPeople());
    if (!reads || actor.role().administers()) return;
    throw new Problem.Forbidden("Only administrators of the tenant choose people by that")
        .refused();
  }

  /// Takes the rule's lock before the proof that the caller may, as runs do who end that.
  private EnrolmentRule locked(Transaction tx, Actor actor, WorkspaceId workspace, RuleId id) {
    known(actor, workspace, id);
    var rule = RuleStore.lock(tx.sql(), actor.tenant(), id).orElseThrow(EnrolmentRules::unknown);
    administering(tx, actor, workspace);
    return rule;
  }

  private EnrolmentRule locked(Transaction tx, Actor actor, Read read) {
    var rule = locked(tx, actor, read.workspace(), read.rule());
    if (read.version() != rule.version()) throw new Problem.Stale(rule.version()).refused();
    if (rule.version() < VERSIONS_MAX) return rule;
    throw new Problem.Conflict("A rule has at most " + VERSIONS_MAX + " versions").refused();
  }

  private static List<ConversationId> groups(Definition definition) {
    return definition.actions().conversationIds();
  }

  private static Set<ConversationId> added(Definition before, Definition after) {
    var added = new HashSet<>(groups(after));
    groups(before).forEach(added::remove);
    return added;
  }

  private void requireGroups(
      Transaction tx, Actor actor, WorkspaceId workspace, Set<ConversationId> groups) {
    if (groups.isEmpty()) return;
    if (admissions.administered(tx, actor, workspace, groups).containsAll(groups)) return;
    throw new Problem.Unprocessable(
            "actions.conversationIds", "Groups of the workspace that you look after")
        .refused();
  }

  /// The one answer to a stranger and for what is missing.
  static Refused unknown() {
    return new Problem.NotFound("enrolment rule").refused();
  }
}

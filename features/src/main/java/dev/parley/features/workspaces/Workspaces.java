package dev.parley.features.workspaces;

import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Gathering;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The door to workspaces themselves: making, finding, describing and deleting them. Their people
/// are behind [Memberships].
public final class Workspaces {
  /// Most members of one workspace.
  public static final int MEMBERS_MAX = 5_000;

  /// Most workspaces that one person is in.
  public static final int OF_PERSON_MAX = 200;

  public static final int NAME_LENGTH_MAX = 200;

  public static final int DESCRIPTION_LENGTH_MAX = 2_000;

  /// Of the queries that look whether people are members.
  private static final Gathering.Bounds SEATS = new Gathering.Bounds(4, 2, 500);

  private final Database database;
  private final Outbox outbox;
  private final EventLog log;
  private final WorkspaceListener listener;
  private final InstantSource clock;
  private final Gathering<Seat, Boolean> seats = new Gathering<>(SEATS, Seat::tenant, this::taken);

  public Workspaces(
      Database database,
      Outbox outbox,
      EventLog log,
      WorkspaceListener listener,
      InstantSource clock) {
    this.database = database;
    this.outbox = outbox;
    this.log = log;
    this.listener = listener;
    this.clock = clock;
  }

  /// Makes a workspace that the caller owns. For everyone but the tenant's guests.
  public Workspace create(Actor actor, WorkspaceDraft draft) {
    if (actor.role() == Role.GUEST) {
      throw new Problem.Forbidden("Guests make no workspaces").refused();
    }
    return database.in(
        actor.tenant(),
        tx -> {
          var maker = Set.of(actor.user());
          if (MembershipStore.holdPeople(tx.sql(), actor.tenant(), maker).isEmpty()) {
            throw unknown();
          }
          var id = WorkspaceId.next();
          var now = now();
          WorkspaceStore.insert(tx.sql(), actor.tenant(), id, draft, now);
          log.head(new TopicKey(actor.tenant(), id.topic()));
          var joining = new MembershipStore.Joining(WorkspaceRole.OWNER, now);
          var events = new WorkspaceEvents(id, actor.user());
          for (var owner : seat(tx, actor.tenant(), id, maker, joining)) {
            var news = events.forPerson(owner.userId(), events.added(owner, 1));
            outbox.publish(tx, actor.tenant(), news);
          }
          return read(tx, actor, id);
        });
  }

  /// Writes new members of a workspace, and tells who they are.
  List<Membership> seat(
      Transaction tx,
      TenantId tenant,
      WorkspaceId id,
      Collection<UserId> users,
      MembershipStore.Joining joining) {
    if (MembershipStore.most(tx.sql(), tenant, users) >= OF_PERSON_MAX) {
      throw new Problem.Conflict("A person is in at most " + OF_PERSON_MAX + " workspaces")
          .refused();
    }
    MembershipStore.insert(tx.sql(), tenant, id, users, joining);
    return MembershipStore.some(tx.sql(), tenant, id, users);
  }

  /// Within a transaction that changes the workspace: its own events are not in the position, and
  /// come to those who follow from there, which changes nothing.
  Workspace read(Transaction tx, Actor actor, WorkspaceId id) {
    return WorkspaceStore.find(tx.sql(), actor, id).orElseThrow(Workspaces::unknown);
  }

  /// The caller's workspaces, by name. There are never more than [#OF_PERSON_MAX].
  public List<Workspace> list(Actor actor) {
    return database.in(actor.tenant(), tx -> WorkspaceStore.list(tx.sql(), actor, OF_PERSON_MAX));
  }

  /// A snapshot; empty for a stranger as for a missing one.
  public Optional<Workspace> find(Actor actor, WorkspaceId id) {
    return database.in(actor.tenant(), tx -> WorkspaceStore.find(tx.sql(), actor, id));
  }

  /// The proof that a person is in it; empty for a stranger, a missing workspace, and someone who
  /// was deactivated.
  public Optional<WorkspaceMember> member(Actor actor, WorkspaceId id) {
    return database.in(
        actor.tenant(),
        tx ->
            MembershipStore.role(tx.sql(), actor, id)
                .map(role -> new WorkspaceMember(actor, id, role)));
  }

  /// The same proof, which holds until the transaction ends: who would remove the person waits. Not
  /// for a transaction that goes on to change the workspace's members.
  public Optional<WorkspaceMember> acting(Transaction tx, Actor actor, WorkspaceId id) {
    return MembershipStore.roleHeld(tx.sql(), actor, id)
        .map(role -> new WorkspaceMember(actor, id, role));
  }

  /// The same proofs for many: of those who are in the workspaces in which they want to act.
  public List<WorkspaceMember> acting(
      Transaction tx, TenantId tenant, Map<WorkspaceId, Set<Actor>> actors) {
    var seats = new HashSet<Seat>();
    actors.forEach((id, all) -> all.forEach(one -> seats.add(new Seat(tenant, id, one.user()))));
    var roles = MembershipStore.rolesHeld(tx.sql(), tenant, seats);
    var proofs = new ArrayList<WorkspaceMember>();
    actors.forEach((id, all) ->
        all.forEach(one -> {
          var role = roles.get(new Seat(tenant, id, one.user()));
          if (role != null) proofs.add(new WorkspaceMember(one, id, role));
        }));
    return proofs;
  }

  /// Those of the people who are in it; the members stay as they are until the transaction ends.
  /// For transactions that hold no proof of [#acting] yet.
  public Set<UserId> staying(
      Transaction tx, TenantId tenant, WorkspaceId id, Collection<UserId> users) {
    if (WorkspaceStore.share(tx.sql(), tenant, id).isEmpty()) return Set.of();
    return MembershipStore.some(tx.sql(), tenant, id, users).stream()
        .map(Membership::userId)
        .collect(Collectors.toSet());
  }

  /// Somebody's place in a workspace, taken or not.
  record Seat(TenantId tenant, WorkspaceId workspace, UserId user) {}

  /// Whether the actor is in it, for those of whom thousands ask at the same moment. Not for a
  /// thread with a transaction open.
  public boolean takesPart(Actor actor, WorkspaceId id) {
    return seats.ask(new Seat(actor.tenant(), id, actor.user())).isPresent();
  }

  /// Which of these people are in it, within a transaction of those who may know.
  public Set<UserId> among(
      Transaction tx, TenantId tenant, WorkspaceId id, Collection<UserId> people) {
    return MembershipStore.some(tx.sql(), tenant, id, people).stream()
        .map(Membership::userId)
        .collect(Collectors.toSet());
  }

  /// The same for several workspaces.
  public Map<WorkspaceId, Set<UserId>> among(
      Transaction tx, TenantId tenant, Map<WorkspaceId, Set<UserId>> people) {
    var seats = new HashSet<Seat>();
    people.forEach((id, all) -> all.forEach(one -> seats.add(new Seat(tenant, id, one))));
    return MembershipStore.among(tx.sql(), tenant, seats).stream()
        .collect(
            Collectors.groupingBy(
                Seat::workspace, Collectors.mapping(Seat::user, Collectors.toSet())));
  }

  /// How many more members a workspace takes; none where it is gone.
  public int room(Transaction tx, TenantId tenant, WorkspaceId id) {
    return WorkspaceStore.members(tx.sql(), tenant, id)
        .map(members -> MEMBERS_MAX - members)
        .orElse(0);
  }

  private Map<Seat, Boolean> taken(List<Seat> ofTenant) {
    var tenant = ofTenant.getFirst().tenant();
    var taken = database.in(tenant, tx -> MembershipStore.among(tx.sql(), tenant, ofTenant));
    return taken.stream().collect(Collectors.toMap(seat -> seat, _ -> true));
  }

  /// Gives it another name and description. For its owners and admins.
  public Workspace update(Actor actor, WorkspaceId id, WorkspaceDraft draft) {
    return database.in(
        actor.tenant(),
        tx -> {
          var held = hold(tx, actor, id);
          held.requireAdministers();
          var now = now();
          WorkspaceStore.update(tx.sql(), held.member(), draft, now);
          outbox.publish(tx, actor.tenant(), held.events().updated(draft, now));
          return read(tx, actor, id);
        });
  }

  /// Ends a workspace for everyone in it. Its owners may, and an administrator of the tenant who is
  /// in it.
  public void delete(Actor actor, WorkspaceId id) {
    database.in(
        actor.tenant(),
        tx -> {
          var held = hold(tx, actor, id);
          boolean may = held.member().role() == WorkspaceRole.OWNER || actor.role().administers();
          if (!may) throw new Problem.Forbidden("Only its owners delete it").refused();
          var people = MembershipStore.deleteAll(tx.sql(), actor.tenant(), id);
          WorkspaceStore.delete(tx.sql(), held.member(), now());
          listener.ended(tx, actor, id);
          var deleted = held.events().deleted();
          outbox.publish(tx, actor.tenant(), deleted);
          for (var person : people) {
            outbox.publish(tx, actor.tenant(), held.events().forPerson(person, deleted));
          }
          return id;
        });
  }

  /// Takes the workspace's lock for a member. A stranger never holds it.
  Held hold(Transaction tx, Actor actor, WorkspaceId id) {
    if (MembershipStore.role(tx.sql(), actor, id).isEmpty()) throw unknown();
    int members =
        WorkspaceStore.lock(tx.sql(), actor.tenant(), id).orElseThrow(Workspaces::unknown);
    var role = MembershipStore.role(tx.sql(), actor, id).orElseThrow(Workspaces::unknown);
    return new Held(new WorkspaceMember(actor, id, role), members);
  }

  /// Takes the lock for someone who is about to be let in, or is in it already; empty when it is
  /// gone.
  Optional<Held> entering(Transaction tx, Actor actor, WorkspaceId id, WorkspaceRole role) {
    return WorkspaceStore.lock(tx.sql(), actor.tenant(), id)
        .map(members -> new Held(new WorkspaceMember(actor, id, role), members));
  }

  WorkspaceListener listener() {
    return listener;
  }

  /// The present, as precise as what is stored and sent.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// The one answer to a stranger and for what is missing.
  public static Refused unknown() {
    return new Problem.NotFound("workspace").refused();
  }
}

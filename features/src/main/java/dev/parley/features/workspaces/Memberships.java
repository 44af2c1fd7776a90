package dev.parley.features.workspaces;

import dev.parley.platform.events.EventDraft;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The door to the people of workspaces: who is in one and as what, who joins and who goes. A
/// workspace has an owner: the last one neither goes nor becomes something else.
public final class Memberships {
  /// Most members on one page of a list.
  public static final int PAGE_MAX = 500;

  /// Most people who are added at once.
  public static final int ADDED_MAX = 100;

  private static final UUID START = new UUID(0, 0);

  private final Workspaces workspaces;
  private final Database database;
  private final Outbox outbox;
  private final EventLog log;

  public Memberships(Workspaces workspaces, Database database, Outbox outbox, EventLog log) {
    this.workspaces = workspaces;
    this.database = database;
    this.outbox = outbox;
    this.log = log;
  }

  /// One page of a workspace's members, in the order of their ids. Who follows the topic from the
  /// position of the first page knows all members once all pages are read.
  ///
  /// @param nextAfter where the next page starts, if there is one
  public record Page(
      List<Membership> members,
      boolean hasMore,
      Optional<UserId> nextAfter,
      String epoch,
      long offset) {}

  /// Members after that one.
  public Page list(WorkspaceMember member, Optional<UserId> after, int limit) {
    var id = member.workspace();
    var start = after.map(UserId::value).orElse(START);
    return database.snapshot(
        member.tenant(),
        tx -> {
          var read = MembershipStore.list(tx.sql(), member.tenant(), id, start, limit + 1);
          boolean more = read.size() > limit;
          var shown = more ? read.subList(0, limit) : read;
          var next = more ? Optional.of(shown.getLast().userId()) : Optional.<UserId>empty();
          var head = log.head(new TopicKey(member.tenant(), id.topic()));
          return new Page(shown, more, next, head.epoch(), head.offset());
        });
  }

  /// Lets people of the tenant in; those who are in it already stay as they are. For owners and
  /// admins, who give no higher role than they may. Answers those who were named.
  public List<Membership> add(Actor actor, WorkspaceId id, Set<UserId> users, WorkspaceRole role) {
    if (users.isEmpty() || users.size() > ADDED_MAX) {
      throw new Problem.Unprocessable("userIds", "Between 1 and " + ADDED_MAX + " at once")
          .refused();
    }
    return database.in(
        actor.tenant(),
        tx -> {
          var active = MembershipStore.holdPeople(tx.sql(), actor.tenant(), users);
          var held = workspaces.hold(tx, actor, id);
          held.requireAdministers();
          held.requireGrants(role);
          var fresh = new HashSet<>(users);
          MembershipStore.some(tx.sql(), actor.tenant(), id, users)
              .forEach(present -> fresh.remove(present.userId()));
          if (!active.containsAll(fresh)) throw new Problem.NotFound("user").refused();
          if (!fresh.isEmpty()) join(tx, held, fresh, role);
          return MembershipStore.some(tx.sql(), actor.tenant(), id, users);
        });
  }

  /// Lets in people who are not in it, and are held.
  List<Membership> join(Transaction tx, Held held, Set<UserId> fresh, WorkspaceRole role) {
    var tenant = held.member().tenant();
    var id = held.member().workspace();
    if (held.memberCount() + fresh.size() > Workspaces.MEMBERS_MAX) {
      throw new Problem.Conflict("A workspace has at most " + Workspaces.MEMBERS_MAX + " members")
          .refused();
    }
    var joining = new MembershipStore.Joining(role, workspaces.now());
    int count = held.memberCount();
    var joined = workspaces.seat(tx, tenant, id, fresh, joining);
    for (var member : joined) {
      tell(tx, held, member.userId(), held.events().added(member, ++count));
    }
    WorkspaceStore.countMembers(tx.sql(), tenant, id, count);
    return joined;
  }

  /// Gives a member another role. For owners, and for admins among those who are not owners.
  public Membership change(Actor actor, WorkspaceId id, UserId user, WorkspaceRole role) {
    return database.in(
        actor.tenant(),
        tx -> {
          var held = workspaces.hold(tx, actor, id);
          held.requireAdministers();
          var before = one(tx, held, user);
          if (before.role() == role) return before;
          held.requireGrants(before.role());
          held.requireGrants(role);
          if (before.role() == WorkspaceRole.OWNER) requireAnotherOwner(tx, held);
          MembershipStore.change(tx.sql(), actor.tenant(), id, List.of(user), role);
          var after = one(tx, held, user);
          tell(tx, held, user, held.events().changed(after, held.memberCount()));
          return after;
        });
  }

  /// Takes a person out. Everyone may go; owners send everyone away, admins all but owners.
  public void remove(Actor actor, WorkspaceId id, UserId user) {
    database.in(
        actor.tenant(),
        tx -> {
          var held = workspaces.hold(tx, actor, id);
          boolean leaves = user.equals(actor.user());
          if (!leaves) held.requireAdministers();
          var leaving = one(tx, held, user);
          if (!leaves) held.requireGrants(leaving.role());
          if (leaving.role() == WorkspaceRole.OWNER) requireAnotherOwner(tx, held);
          int left = held.memberCount() - 1;
          MembershipStore.delete(tx.sql(), actor.tenant(), id, List.of(user));
          WorkspaceStore.countMembers(tx.sql(), actor.tenant(), id, left);
          tell(tx, held, user, held.events().removed(user, left));
          workspaces.listener().left(tx, actor, Set.of(id), user);
          return id;
        });
  }

  /// Those of the people who are active, and stay so until the transaction ends. Before [#keeper].
  public Set<UserId> holding(Transaction tx, TenantId tenant, Collection<UserId> users) {
    return MembershipStore.holdPeople(tx.sql(), tenant, users);
  }

  /// Takes a workspace's lock for what acts on behalf of the workspace itself, and has looked that
  /// it may; empty when the workspace is gone.
  ///
  /// @param by who set it up, which events tell
  public Optional<Keeper> keeper(Transaction tx, Actor by, WorkspaceId id) {
    return workspaces.entering(tx, by, id, WorkspaceRole.ADMIN).map(held -> new Keeper(tx, held));
  }

  /// A workspace's lock until the end of the transaction, and what may be done under it to people
  /// who are held: [#holding]. Nobody becomes an owner, and no owner becomes anything else.
  public final class Keeper {
    private final Transaction tx;
    private Held held;

    private Keeper(Transaction tx, Held held) {
      this.tx = tx;
      this.held = held;
    }

    /// How many more may join.
    public int room() {
      return Workspaces.MEMBERS_MAX - held.memberCount();
    }

    /// Until the transaction ends none of them joins another workspace elsewhere.
    public void settle(Collection<UserId> users) {
      MembershipStore.oneAtATime(tx.sql(), users);
    }

    /// Lets in people who are not in it.
    public List<Membership> join(Set<UserId> users, WorkspaceRole role) {
      if (users.isEmpty()) return List.of();
      var joined = Memberships.this.join(tx, held, users, role);
      counted(held.memberCount() + joined.size());
      return joined;
    }

    /// Gives members another role.
    public void change(Set<UserId> users, WorkspaceRole role) {
      if (users.isEmpty()) return;
      var member = held.member();
      MembershipStore.change(tx.sql(), member.tenant(), member.workspace(), users, role);
      for (var changed : present(users)) {
        tell(tx, held, changed.userId(), held.events().changed(changed, held.memberCount()));
      }
    }

    /// Takes members out, who leave its conversations as well.
    public void remove(Set<UserId> users) {
      if (users.isEmpty()) return;
      var member = held.member();
      MembershipStore.delete(tx.sql(), member.tenant(), member.workspace(), users);
      int left = held.memberCount();
      for (var user : users) tell(tx, held, user, held.events().removed(user, --left));
      WorkspaceStore.countMembers(tx.sql(), member.tenant(), member.workspace(), left);
      counted(left);
      for (var user : users) {
        workspaces.listener().left(tx, member.actor(), Set.of(member.workspace()), user);
      }
    }

    /// Those of the people who are in it.
    public List<Membership> present(Collection<UserId> users) {
      var member = held.member();
      return MembershipStore.some(tx.sql(), member.tenant(), member.workspace(), users);
    }

    private void counted(int members) {
      held = new Held(held.member(), members);
    }
  }

  private static Membership one(Transaction tx, Held held, UserId user) {
    var member = held.member();
    var found = MembershipStore.some(tx.sql(), member.tenant(), member.workspace(), List.of(user));
    return found.stream().findFirst().orElseThrow(() -> new Problem.NotFound("member").refused());
  }

  private static void requireAnotherOwner(Transaction tx, Held held) {
    var member = held.member();
    if (MembershipStore.owners(tx.sql(), member.tenant(), member.workspace()) > 1) return;
    throw new Problem.Conflict("The last owner stays until there is another").refused();
  }

  /// Tells the workspace, and the person concerned.
  private void tell(Transaction tx, Held held, UserId person, EventDraft event) {
    var tenant = held.member().tenant();
    outbox.publish(tx, tenant, event);
    outbox.publish(tx, tenant, held.events().forPerson(person, event));
  }
}

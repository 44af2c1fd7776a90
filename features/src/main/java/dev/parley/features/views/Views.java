package dev.parley.features.views;

import dev.parley.features.boards.BoardId;
import dev.parley.features.boards.Boards;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceMember;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The door to views. Everybody in a workspace has views of their own; those who work in it share
/// them. A shared one is changed by whoever made it, and by the owners and admins of the workspace.
public final class Views {
  /// Most views that one person has in a workspace for themselves.
  public static final int PERSONAL_MAX = 100;

  /// Most shared views of a workspace.
  public static final int SHARED_MAX = 100;

  private final Workspaces workspaces;
  private final Boards boards;
  private final Database database;
  private final InstantSource clock;

  public Views(Workspaces workspaces, Boards boards, Database database, InstantSource clock) {
    this.workspaces = workspaces;
    this.boards = boards;
    this.database = database;
    this.clock = clock;
  }

  /// The shared views of a workspace and the member's own, in the order in which they were made.
  public List<View> list(WorkspaceMember member) {
    return database.in(
        member.tenant(), tx -> ViewStore.list(tx.sql(), member, PERSONAL_MAX + SHARED_MAX));
  }

  public View create(Actor actor, WorkspaceId workspace, ViewDraft draft) {
    return database.in(
        actor.tenant(),
        tx -> {
          var boardIsThere = holds(tx, actor, workspace, draft.board());
          var member = workspaces.acting(tx, actor, workspace).orElseThrow(Workspaces::unknown);
          if (!boardIsThere) throw Boards.unknown();
          if (draft.shared()) requireShares(member);
          requireRoom(tx, member, actor.user(), draft.shared());
          var id = ViewId.next();
          ViewStore.insert(tx.sql(), member, id, draft, now());
          return ViewStore.find(tx.sql(), actor.tenant(), id).orElseThrow(Views::unknown);
        });
  }

  /// Makes a view what the draft says. Refuses with `stale` who has not read the current version. A
  /// view that is shared no more is its maker's alone.
  public View update(Actor actor, ViewId id, int version, ViewDraft draft) {
    return database.in(
        actor.tenant(),
        tx -> {
          var seen = ViewStore.find(tx.sql(), actor.tenant(), id).orElseThrow(Views::unknown);
          var boardIsThere = holds(tx, actor, seen.workspaceId(), draft.board());
          var view = ViewStore.lock(tx.sql(), actor.tenant(), id).orElseThrow(Views::unknown);
          var member = changing(tx, actor, view);
          if (!boardIsThere) throw Boards.unknown();
          if (version != view.version()) throw new Problem.Stale(view.version()).refused();
          if (draft.shared() != view.shared()) {
            requireShares(member);
            requireRoom(tx, member, view.ownerId(), draft.shared());
          }
          ViewStore.update(tx.sql(), actor.tenant(), id, draft, now());
          return ViewStore.find(tx.sql(), actor.tenant(), id).orElseThrow(Views::unknown);
        });
  }

  public void delete(Actor actor, ViewId id) {
    database.in(
        actor.tenant(),
        tx -> {
          var view = ViewStore.lock(tx.sql(), actor.tenant(), id).orElseThrow(Views::unknown);
          changing(tx, actor, view);
          ViewStore.delete(tx.sql(), actor.tenant(), id);
          return id;
        });
  }

  /// Keeps the board as it is until the transaction ends; whether it is one of the workspace.
  /// Boards are locked before members, so that whoever is no member is refused by what comes next.
  private boolean holds(
      Transaction tx, Actor actor, WorkspaceId workspace, Optional<BoardId> board) {
    if (board.isEmpty()) return true;
    var held = boards.holding(tx, actor.tenant(), Set.of(board.get())).get(board.get());
    return held != null && held.workspaceId().equals(workspace);
  }

  /// Whoever does not see a view gets the answer for a missing one.
  private WorkspaceMember changing(Transaction tx, Actor actor, View view) {
    var member = workspaces.acting(tx, actor, view.workspaceId()).orElseThrow(Views::unknown);
    if (!view.isSeenBy(actor.user())) throw unknown();
    if (!view.isOf(actor.user()) && !member.role().administers()) {
      throw new Problem.Forbidden("It is changed by its maker, owners and admins").refused();
    }
    return member;
  }

  private static void requireShares(WorkspaceMember member) {
    if (!member.role().works()) throw new Problem.Forbidden("Guests share no views").refused();
  }

  private static void requireRoom(
      Transaction tx, WorkspaceMember member, UserId owner, boolean shared) {
    int max = shared ? SHARED_MAX : PERSONAL_MAX;
    if (ViewStore.count(tx.sql(), member, owner, shared) < max) return;
    var whose = shared ? "A workspace shares" : "A person has";
    throw new Problem.Conflict(whose + " at most " + max + " views").refused();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// The one answer to a stranger and for what is missing.
  static Refused unknown() {
    return new Problem.NotFound("view").refused();
  }
}

package dev.parley.features.boards;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceMember;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The door to boards. Every member of the workspace sees them; those who work in it change them.
public final class Boards {
  /// Most boards of one workspace.
  public static final int OF_WORKSPACE_MAX = 200;

  private final Workspaces workspaces;
  private final Database database;
  private final Outbox outbox;
  private final ColumnUse use;
  private final InstantSource clock;

  public Boards(
      Workspaces workspaces, Database database, Outbox outbox, ColumnUse use, InstantSource clock) {
    this.workspaces = workspaces;
    this.database = database;
    this.outbox = outbox;
    this.use = use;
    this.clock = clock;
  }

  public Board create(Actor actor, WorkspaceId workspace, BoardDraft draft) {
    return database.in(
        actor.tenant(),
        tx -> {
          working(tx, actor, workspace);
          var tenant = actor.tenant();
          int there = BoardStore.list(tx.sql(), tenant, workspace, OF_WORKSPACE_MAX).size();
          if (there == OF_WORKSPACE_MAX) {
            throw new Problem.Conflict("A workspace has at most " + OF_WORKSPACE_MAX + " boards")
                .refused();
          }
          var id = BoardId.next();
          var making = new BoardStore.Making(workspace, actor.user(), now());
          BoardStore.insert(tx.sql(), tenant, id, draft, making);
          var board = BoardStore.find(tx.sql(), tenant, id).orElseThrow(Boards::unknown);
          outbox.publish(tx, tenant, BoardEvents.created(board, actor.user()));
          return board;
        });
  }

  /// All boards of a workspace, in the order in which they were made.
  public List<Board> list(WorkspaceMember member) {
    return database.in(
        member.tenant(),
        tx -> BoardStore.list(tx.sql(), member.tenant(), member.workspace(), OF_WORKSPACE_MAX));
  }

  public Board find(Actor actor, BoardId id) {
    return database.in(
        actor.tenant(),
        tx -> {
          var board = BoardStore.find(tx.sql(), actor.tenant(), id).orElseThrow(Boards::unknown);
          requireSeen(actor, board);
          return board;
        });
  }

  /// Gives a board another name and other columns. A column that tasks are in stays, and stands for
  /// the same. Refuses with `stale` who has not read the current version.
  public Board update(Actor actor, BoardId id, int version, BoardDraft draft) {
    return database.in(
        actor.tenant(),
        tx -> {
          var board = locked(tx, actor, id);
          if (version != board.version()) {
            throw new Problem.Stale(board.version()).refused();
          }
          requireUnused(tx, actor.tenant(), board, changed(board, draft));
          BoardStore.update(tx.sql(), actor.tenant(), id, draft, now());
          var updated = BoardStore.find(tx.sql(), actor.tenant(), id).orElseThrow(Boards::unknown);
          outbox.publish(tx, actor.tenant(), BoardEvents.updated(updated, actor.user()));
          return updated;
        });
  }

  /// The columns that are gone, or stand for another status: tasks in them would not be what they
  /// were.
  private static List<ColumnId> changed(Board board, BoardDraft draft) {
    var kept = draft.columns().stream().collect(Collectors.toMap(Column::id, Column::status));
    return board.columns().stream()
        .filter(column -> column.status() != kept.get(column.id()))
        .map(Column::id)
        .toList();
  }

  private void requireUnused(Transaction tx, TenantId tenant, Board board, List<ColumnId> columns) {
    if (columns.isEmpty() || use.used(tx, tenant, board.id(), columns).isEmpty()) return;
    throw new Problem.Conflict("There are tasks in it").refused();
  }

  /// Ends a board that no tasks are on.
  public void delete(Actor actor, BoardId id) {
    database.in(
        actor.tenant(),
        tx -> {
          var board = locked(tx, actor, id);
          var columns = board.columns().stream().map(Column::id).toList();
          requireUnused(tx, actor.tenant(), board, columns);
          BoardStore.delete(tx.sql(), actor.tenant(), id, now());
          outbox.publish(tx, actor.tenant(), BoardEvents.deleted(board, actor.user()));
          return id;
        });
  }

  /// Keeps boards as they are until the transaction ends. What is missing is left out. For those
  /// who have looked that their caller may see them.
  public Map<BoardId, Board> holding(Transaction tx, TenantId tenant, Collection<BoardId> ids) {
    if (ids.isEmpty()) return Map.of();
    return BoardStore.hold(tx.sql(), tenant, ids).stream()
        .collect(Collectors.toMap(Board::id, board -> board));
  }

  private Board locked(Transaction tx, Actor actor, BoardId id) {
    var seen = BoardStore.find(tx.sql(), actor.tenant(), id).orElseThrow(Boards::unknown);
    requireSeen(actor, seen);
    var board = BoardStore.lock(tx.sql(), actor.tenant(), id).orElseThrow(Boards::unknown);
    working(tx, actor, board.workspaceId());
    return board;
  }

  /// Whoever is not in the board's workspace has not seen it.
  private void requireSeen(Actor actor, Board board) {
    if (workspaces.member(actor, board.workspaceId()).isEmpty()) throw unknown();
  }

  private void working(Transaction tx, Actor actor, WorkspaceId workspace) {
    var member = workspaces.acting(tx, actor, workspace).orElseThrow(Workspaces::unknown);
    if (!member.role().works()) {
      throw new Problem.Forbidden("Guests change no boards").refused();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// The one answer to a stranger and for what is missing.
  public static Refused unknown() {
    return new Problem.NotFound("board").refused();
  }
}

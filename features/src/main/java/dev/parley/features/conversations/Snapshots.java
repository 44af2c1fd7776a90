package dev.parley.features.conversations;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads conversations as one person sees them, each at one moment with its topic's position.
final class Snapshots {
  private final Database database;
  private final LastMessages lastMessages;

  Snapshots(Database database, LastMessages lastMessages) {
    this.database = database;
    this.lastMessages = lastMessages;
  }

  Optional<Conversation> find(Actor actor, ConversationId id) {
    return database.snapshot(actor.tenant(), tx -> read(tx, actor, id));
  }

  /// Reads within a transaction that changes things. Its own events are not in the position, and
  /// come to those who follow from there; what others do meanwhile may come twice, which changes
  /// nothing: they may move watermarks alone while the conversation's lock is held.
  Optional<Conversation> read(Transaction tx, Actor actor, ConversationId id) {
    return ConversationStore.find(tx.sql(), actor, id)
        .map(row -> whole(tx, actor, List.of(row), List.of(row)).getFirst());
  }

  Conversations.Page list(Actor actor, Optional<WorkspaceId> workspace, Cursor before, int limit) {
    return database.snapshot(
        actor.tenant(),
        tx -> {
          var rows = ConversationStore.list(tx.sql(), actor, workspace, before, limit + 1);
          boolean more = rows.size() > limit;
          var shown = more ? rows.subList(0, limit) : rows;
          var direct = shown.stream().filter(row -> row.type() == ConversationType.DIRECT).toList();
          return new Conversations.Page(
              whole(tx, actor, shown, direct), more, more ? next(shown) : Optional.empty());
        });
  }

  private static Optional<String> next(List<ConversationStore.Row> shown) {
    var last = shown.getLast();
    return Optional.of(new Cursor(last.activeAt(), last.id().value()).text());
  }

  private List<Conversation> whole(
      Transaction tx,
      Actor actor,
      List<ConversationStore.Row> rows,
      List<ConversationStore.Row> withPeople) {
    var ids = withPeople.stream().map(ConversationStore.Row::id).toList();
    var people =
        ids.isEmpty()
            ? Map.<ConversationId, List<Participant>>of()
            : ParticipantStore.list(tx.sql(), actor.tenant(), ids);
    var seqs =
        rows.stream()
            .filter(row -> row.currentSeq() > 0)
            .collect(
                Collectors.toMap(ConversationStore.Row::id, ConversationStore.Row::currentSeq));
    var last = lastMessages.read(tx, actor.tenant(), seqs);
    return rows.stream()
        .map(row ->
            conversation(
                row,
                Optional.ofNullable(people.get(row.id())),
                Optional.ofNullable(last.get(row.id()))))
        .toList();
  }

  private static Conversation conversation(
      ConversationStore.Row row,
      Optional<List<Participant>> people,
      Optional<LastMessages.LastMessage> last) {
    return new Conversation(
        row.id(),
        row.type(),
        row.name(),
        row.workspace(),
        row.task(),
        row.currentSeq(),
        row.readSeq(),
        row.currentSeq() - row.readSeq(),
        0,
        last,
        row.role(),
        people,
        row.participantCount(),
        row.preference().starred(),
        row.preference().position(),
        row.position().epoch(),
        row.position().offset(),
        row.createdAt(),
        row.updatedAt());
  }
}

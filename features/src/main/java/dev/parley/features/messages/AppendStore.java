package dev.parley.features.messages;

import dev.parley.features.messages.Pending.Row;
import dev.parley.platform.kernel.Json;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The SQL that appends messages.
final class AppendStore {
  private static final String APPEND =
      """
      select verdict, message_id, seq, content, reply_to_id, metadata, task_ids, created_at,
        edited_at, deleted_at
      from append_messages(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private AppendStore() {}

  /// What became of one row.
  sealed interface Outcome {
    record New(Message message) implements Outcome {}

    /// The sender had sent it before.
    record Repeat(Message message) implements Outcome {}

    /// There is no such conversation for the sender.
    record NotFound() implements Outcome {}

    record ReplyUnknown() implements Outcome {}

    /// It cites a task that is not the sender's to see.
    record TaskUnknown() implements Outcome {}
  }

  /// Appends the rows, all of one moment, and answers for each in the same order.
  ///
  /// @param blind those of them that cite tasks that are not their senders' to see
  static List<Outcome> append(Handle sql, List<Row> rows, Set<Row> blind) {
    try (var statement = sql.getConnection().prepareStatement(APPEND)) {
      bind(statement, rows, blind);
      try (var answers = statement.executeQuery()) {
        return outcomes(answers, rows);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot append messages", e);
    }
  }

  private static void bind(PreparedStatement statement, List<Row> rows, Set<Row> blind)
      throws SQLException {
    int size = rows.size();
    var uuids = new @Nullable UUID[5][size];
    var texts = new @Nullable String[4][size];
    var citable = new Boolean[size];
    for (int i = 0; i < size; i++) {
      var pending = rows.get(i).pending();
      var draft = pending.draft();
      uuids[0][i] = pending.actor().tenant().value();
      uuids[1][i] = pending.conversation().value();
      uuids[2][i] = rows.get(i).id().value();
      uuids[3][i] = pending.actor().user().value();
      uuids[4][i] = draft.replyToId().map(MessageId::value).orElse(null);
      texts[0][i] = draft.clientId().orElse(null);
      texts[1][i] = draft.content();
      texts[2][i] = draft.metadata().map(Json::write).orElse(null);
      texts[3][i] = draft.taskIds().isEmpty() ? null : literal(draft.taskIds());
      citable[i] = !blind.contains(rows.get(i));
    }
    for (int i = 0; i < 4; i++) statement.setArray(i + 1, array(statement, "uuid", uuids[i]));
    statement.setArray(5, array(statement, "text", texts[0]));
    statement.setArray(6, array(statement, "text", texts[1]));
    statement.setArray(7, array(statement, "uuid", uuids[4]));
    statement.setArray(8, array(statement, "text", texts[2]));
    statement.setArray(9, array(statement, "text", texts[3]));
    statement.setArray(10, array(statement, "bool", citable));
    statement.setObject(11, OffsetDateTime.ofInstant(rows.getFirst().at(), ZoneOffset.UTC));
  }

  private static String literal(List<UUID> ids) {
    return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private static Array array(PreparedStatement statement, String type, @Nullable Object[] values)
      throws SQLException {
    return statement.getConnection().createArrayOf(type, values);
  }

  private static List<Outcome> outcomes(ResultSet answers, List<Row> rows) throws SQLException {
    var outcomes = new ArrayList<Outcome>(rows.size());
    Map<UUID, Message> stored = new HashMap<>();
    for (var row : rows) {
      if (!answers.next()) throw new IllegalStateException("A message has no outcome");
      outcomes.add(outcome(answers, row, stored));
    }
    return outcomes;
  }

  private static Outcome outcome(ResultSet answer, Row row, Map<UUID, Message> stored)
      throws SQLException {
    return switch (answer.getString("verdict")) {
      case "new" -> {
        var message = fresh(row, answer.getLong("seq"));
        stored.put(message.id().value(), message);
        yield new Outcome.New(message);
      }
      case "repeat" -> {
        var first = stored.get(answer.getObject("message_id", UUID.class));
        yield new Outcome.Repeat(first != null ? first : earlier(answer, row));
      }
      case "reply_unknown" -> new Outcome.ReplyUnknown();
      case "task_unknown" -> new Outcome.TaskUnknown();
      case "not_found" -> new Outcome.NotFound();
      case String verdict -> throw new IllegalStateException("Unknown verdict " + verdict);
    };
  }

  private static Message fresh(Row row, long seq) {
    var pending = row.pending();
    var draft = pending.draft();
    return new Message(
        row.id(),
        pending.conversation(),
        seq,
        draft.clientId(),
        pending.actor().user(),
        Message.TEXT,
        Optional.of(draft.content()),
        draft.replyToId(),
        draft.metadata(),
        draft.taskIds(),
        Optional.empty(),
        Optional.empty(),
        row.at());
  }

  private static Message earlier(ResultSet answer, Row row) throws SQLException {
    var pending = row.pending();
    return new Message(
        new MessageId(answer.getObject("message_id", UUID.class)),
        pending.conversation(),
        answer.getLong("seq"),
        pending.draft().clientId(),
        pending.actor().user(),
        Message.TEXT,
        Optional.ofNullable(answer.getString("content")),
        Optional.ofNullable(answer.getObject("reply_to_id", UUID.class)).map(MessageId::new),
        Optional.ofNullable(answer.getString("metadata")).map(Json::tree),
        MessageStore.tasks(answer),
        MessageStore.time(answer, "edited_at"),
        MessageStore.time(answer, "deleted_at"),
        MessageStore.time(answer, "created_at").orElseThrow());
  }
}

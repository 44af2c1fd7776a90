package dev.parley.features.messages;

import dev.parley.features.conversations.ConversationId;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The SQL on messages that are there.
final class MessageStore {
  private static final String COLUMNS =
      """
      select m.conversation_id, m.id, m.seq, m.client_id, m.user_id, m.type, m.content,
        m.reply_to_id, m.metadata, m.task_ids, m.created_at, m.edited_at, m.deleted_at
      from message m
      """;

  private static final String FIND =
      COLUMNS + " where m.tenant_id = :tenant and m.id = :id and m.conversation_id = :conversation";

  private static final String LOCK = FIND + " for no key update";

  private static final String SHARE = FIND + " for share";

  private static final String EDIT =
      """
      update message set content = :content, task_ids = nullif(:tasks, cast('{}' as uuid[])),
        edited_at = :now
      where tenant_id = :tenant and id = :id
      """;

  private static final String DELETE =
      """
      update message set content = null, metadata = null, task_ids = null, deleted_at = :now
      where tenant_id = :tenant and id = :id
      """;

  private static final String ERASE_EVENTS =
      "select erase_message_events(:conversation, :id, :tombstone, :since)";

  // The page is cut by bytes where it was found, before it has cost this process any memory.
  private static final String BETWEEN =
      """
      select * from (
        select page.*, count(*) over () as found, row_number() over (order by seq %1$s) as place,
          sum(coalesce(octet_length(content), 0) + coalesce(octet_length(metadata), 0)
            + %2$d * coalesce(cardinality(task_ids), 0)) over (order by seq %1$s) as bytes
        from (
      """
          + COLUMNS
          + """
              where m.tenant_id = :tenant and m.conversation_id = :conversation
                and m.seq > :after and m.seq < :before
              order by m.seq %1$s limit :limit + 1) page) sized
          where place <= :limit and bytes <= :bytes
          order by seq %1$s
          """;

  private static final String OLDEST = BETWEEN.formatted("asc", MessageDraft.TASK_ID_BYTES);
  private static final String NEWEST = BETWEEN.formatted("desc", MessageDraft.TASK_ID_BYTES);

  private static final String AT =
      COLUMNS
          + """
          join unnest(:conversations, :seqs) as w(conversation_id, seq)
            on m.conversation_id = w.conversation_id and m.seq = w.seq
          where m.tenant_id = :tenant
          """;

  // Messages are found by what they cite before anything else.
  private static final String CITING =
      """
      with citing as materialized (
      """
          + COLUMNS
          + """
              where m.tenant_id = :tenant and m.task_ids @> array[:task] and m.id < :before)
          select * from (
            select page.*, count(*) over () as found, row_number() over (order by id desc) as place,
              sum(octet_length(content) + coalesce(octet_length(metadata), 0))
                over (order by id desc) as bytes
            from (
              select m.* from citing m
              join participant p on p.tenant_id = :tenant and p.conversation_id = m.conversation_id
                and p.user_id = :user
              join conversation c on c.tenant_id = p.tenant_id and c.id = p.conversation_id
                and c.deleted_at is null
              order by m.id desc limit :limit + 1) page) sized
          where place <= :limit and bytes <= :bytes
          order by id desc
          """;

  private MessageStore() {}

  /// Finds a message of the conversation and keeps others from changing it meanwhile.
  static Optional<Message> lock(
      Handle sql, TenantId tenant, ConversationId conversation, MessageId id) {
    return find(sql, LOCK, tenant, conversation, id);
  }

  static Optional<Message> find(
      Handle sql, TenantId tenant, ConversationId conversation, MessageId id) {
    return find(sql, FIND, tenant, conversation, id);
  }

  /// Finds a message and keeps it as it is, together with others who do.
  static Optional<Message> share(
      Handle sql, TenantId tenant, ConversationId conversation, MessageId id) {
    return find(sql, SHARE, tenant, conversation, id);
  }

  private static Optional<Message> find(
      Handle sql, String query, TenantId tenant, ConversationId conversation, MessageId id) {
    return sql.createQuery(query)
        .bind("tenant", tenant.value())
        .bind("conversation", conversation.value())
        .bind("id", id.value())
        .map((row, _) -> message(row))
        .findOne();
  }

  /// What an edit leaves of a message.
  record Edited(String content, List<UUID> taskIds) {}

  static void edit(Handle sql, TenantId tenant, MessageId id, Edited edited, Instant now) {
    sql.createUpdate(EDIT)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("content", edited.content())
        .bindArray("tasks", UUID.class, edited.taskIds())
        .bind("now", utc(now))
        .execute();
  }

  static void delete(Handle sql, TenantId tenant, MessageId id, Instant now) {
    sql.createUpdate(DELETE)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("now", utc(now))
        .execute();
  }

  /// Puts the tombstone in the place of what the log has told of a message so far.
  static void eraseEvents(Handle sql, Message tombstone, String payload) {
    sql.createQuery(ERASE_EVENTS)
        .bind("conversation", tombstone.conversationId().value())
        .bind("id", tombstone.id().value())
        .bind("tombstone", payload)
        .bind("since", utc(tombstone.createdAt()))
        .mapTo(Long.class)
        .one();
  }

  /// The part of a conversation that lies between two seqs, from which end of it to take, and how
  /// many messages at most.
  record Range(ConversationId conversation, long after, long before, boolean oldest, int limit) {}

  /// A page, beginning at the end that was asked for.
  static MessagePage read(Handle sql, TenantId tenant, Range range) {
    return page(
        sql.createQuery(range.oldest() ? OLDEST : NEWEST)
            .bind("tenant", tenant.value())
            .bind("conversation", range.conversation().value())
            .bind("after", range.after())
            .bind("before", range.before())
            .bind("limit", range.limit()));
  }

  /// Which messages that cite a task are asked for.
  record Citing(UUID task, Optional<MessageId> before, int limit) {}

  /// Those that cite a task, in conversations of the reader's, the newest first.
  static MessagePage citing(Handle sql, Actor reader, Citing citing) {
    return page(
        sql.createQuery(CITING)
            .bind("tenant", reader.tenant().value())
            .bind("user", reader.user().value())
            .bind("task", citing.task())
            .bind("before", citing.before().map(MessageId::value).orElse(new UUID(-1, -1)))
            .bind("limit", citing.limit()));
  }

  private static MessagePage page(Query query) {
    var found = new AtomicInteger();
    var messages =
        query
            .bind("bytes", Messages.PAGE_BYTES_MAX)
            .map((row, _) -> {
              found.set(row.getInt("found"));
              return message(row);
            })
            .list();
    return new MessagePage(messages, found.get() > messages.size());
  }

  /// The message at the seq given for each conversation.
  static List<Message> at(Handle sql, TenantId tenant, Map<ConversationId, Long> seqs) {
    var conversations = List.copyOf(seqs.keySet());
    return sql.createQuery(AT)
        .bind("tenant", tenant.value())
        .bindArray(
            "conversations", UUID.class, conversations.stream().map(ConversationId::value).toList())
        .bindArray("seqs", Long.class, conversations.stream().map(seqs::get).toList())
        .map((row, _) -> message(row))
        .list();
  }

  private static Message message(ResultSet row) throws SQLException {
    return new Message(
        new MessageId(row.getObject("id", UUID.class)),
        new ConversationId(row.getObject("conversation_id", UUID.class)),
        row.getLong("seq"),
        Optional.ofNullable(row.getString("client_id")),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("type"),
        Optional.ofNullable(row.getString("content")),
        Optional.ofNullable(row.getObject("reply_to_id", UUID.class)).map(MessageId::new),
        Optional.ofNullable(row.getString("metadata")).map(Json::tree),
        tasks(row),
        time(row, "edited_at"),
        time(row, "deleted_at"),
        time(row, "created_at").orElseThrow());
  }

  /// The tasks that a message cites.
  static List<UUID> tasks(ResultSet row) throws SQLException {
    var ids = row.getArray("task_ids");
    return ids == null ? List.of() : List.of((UUID[]) ids.getArray());
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}

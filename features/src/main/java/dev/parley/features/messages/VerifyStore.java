package dev.parley.features.messages;

import dev.parley.features.conversations.ConversationId;
import dev.parley.platform.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The SQL that counts messages and what the log told of them.
final class VerifyStore {
  // The log may have dropped its oldest days, so its first seq is not looked at. A payload is not
  // read as JSON, since PostgreSQL refuses the escaped NUL that metadata may hold; what senders
  // wrote
  // comes after its seq.
  private static final String PAGE =
      """
      select c.id, c.current_seq, m.messages, m.seqs, m.newest, e.told, e.breaks, e.last_told,
        m.newest_at > now() - interval '1 day' as recent
      from (
        select id, current_seq from conversation
        where tenant_id = :tenant and id > :after order by id limit :limit) c
      cross join lateral (
        select count(*) as messages, count(distinct seq) as seqs, coalesce(max(seq), 0) as newest,
          max(created_at) as newest_at
        from message where tenant_id = :tenant and conversation_id = c.id) m
      cross join lateral (
        select count(*) as told, count(*) filter (where seq <> before + 1) as breaks,
          coalesce(max(seq), 0) as last_told
        from (
          select seq, lag(seq) over (order by "offset") as before
          from (
            select "offset", substring(payload from '"seq":([0-9]+)')::bigint as seq
            from event
            where tenant_id = :tenant and topic = 'conversation:' || c.id
              and type = 'message.new') t) s) e
      order by c.id
      """;

  private VerifyStore() {}

  /// What is there of one conversation.
  record Counted(ConversationId conversation, long messages, List<String> faults) {}

  static List<Counted> page(Handle sql, TenantId tenant, UUID after, int limit) {
    return sql.createQuery(PAGE)
        .bind("tenant", tenant.value())
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> counted(row))
        .list();
  }

  private static Counted counted(ResultSet row) throws SQLException {
    long current = row.getLong("current_seq");
    long messages = row.getLong("messages");
    var faults = new ArrayList<String>();
    if (messages != current || row.getLong("newest") != current) {
      faults.add(
          "its newest seq is %d, yet it has %d messages up to %d"
              .formatted(current, messages, row.getLong("newest")));
    }
    if (row.getLong("seqs") != messages) faults.add("a seq is there more than once");
    if (row.getLong("breaks") > 0) {
      faults.add("the log tells of its messages with %d breaks".formatted(row.getLong("breaks")));
    }
    boolean expected = row.getLong("told") > 0 || row.getBoolean("recent");
    if (expected && row.getLong("last_told") != current) {
      faults.add(
          "the log tells of messages up to %d of %d".formatted(row.getLong("last_told"), current));
    }
    var id = new ConversationId(row.getObject("id", UUID.class));
    return new Counted(id, messages, List.copyOf(faults));
  }
}

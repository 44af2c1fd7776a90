package dev.parley.platform.events;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// All SQL on topics and events.
final class EventStore {
  private static final String APPEND =
      "select ordinal, epoch, \"offset\", created_at, marker from append_events(?, ?, ?, ?, ?, ?)";

  private static final String HEAD =
      "select epoch, head from topic where tenant_id = :tenant and topic = :topic";

  private static final String ONLY_READS =
      "select current_setting('transaction_read_only')::boolean";

  private static final String BEGIN =
      "insert into topic (tenant_id, topic) values (:tenant, :topic) on conflict do nothing";

  // In one order, so that two who begin the same topics do not wait for each other.
  private static final String BEGIN_ALL =
      """
      insert into topic (tenant_id, topic)
      select * from unnest(?, ?) as begun (tenant, topic) order by tenant, topic
      on conflict do nothing
      """;

  private static final String HEADS =
      """
      select tenant_id, topic, epoch, head from topic
      where (tenant_id, topic) in (select * from unnest(?, ?))
      """;

  // The bounds on time let the planner skip partitions; no event is from the future.
  private static final String READ =
      """
      select range.ordinal, sized."offset", type, payload, user_id, created_at, ends
      from unnest(?, ?, ?, ?, ?) with ordinality
        as range (tenant, topic, after, head, most, ordinal)
      cross join lateral (
        select page.*, sum(octet_length(payload)) over (order by "offset") as bytes
        from (
          select "offset", type, payload, user_id, created_at, ends from event
          where tenant_id = range.tenant and topic = range.topic
            and "offset" > range.after and "offset" <= range.head
            and created_at >= ? and created_at < now() + interval '1 day'
          order by "offset" limit range.most) page) sized
      where bytes - octet_length(payload) = 0 or bytes <= ?
      order by range.ordinal, sized."offset"
      """;

  private static final String EVERYONE = "*";
  private static final String ONLOOKERS = "?";

  private EventStore() {}

  /// What is about to be appended, and for whom.
  record Draft(TenantId tenant, EventDraft draft) {}

  /// What was appended: the events in the order given, and the marker of their commit.
  record Appended(List<Event> events, long marker) {}

  static Appended append(Handle sql, List<Draft> drafts) {
    try (var statement = sql.getConnection().prepareStatement(APPEND)) {
      bind(statement, drafts);
      try (var rows = statement.executeQuery()) {
        return appended(rows, drafts);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot append events", e);
    }
  }

  private static void bind(PreparedStatement statement, List<Draft> drafts) throws SQLException {
    int size = drafts.size();
    var tenants = new UUID[size];
    var topics = new String[size];
    var types = new String[size];
    var payloads = new String[size];
    var users = new @Nullable UUID[size];
    var endings = new @Nullable String[size];
    for (int i = 0; i < size; i++) {
      var draft = drafts.get(i).draft();
      tenants[i] = drafts.get(i).tenant().value();
      topics[i] = draft.topic().toString();
      types[i] = draft.type();
      payloads[i] = draft.payload();
      users[i] = draft.by().map(UserId::value).orElse(null);
      endings[i] = written(draft.ends());
    }
    statement.setArray(1, array(statement, "uuid", tenants));
    statement.setArray(2, array(statement, "text", topics));
    statement.setArray(3, array(statement, "text", types));
    statement.setArray(4, array(statement, "text", payloads));
    statement.setArray(5, array(statement, "uuid", users));
    statement.setArray(6, array(statement, "text", endings));
  }

  private static Array array(PreparedStatement statement, String type, @Nullable Object[] values)
      throws SQLException {
    return statement.getConnection().createArrayOf(type, values);
  }

  private static Appended appended(ResultSet rows, List<Draft> drafts) throws SQLException {
    var events = new ArrayList<Event>(drafts.size());
    long marker = 0;
    while (rows.next()) {
      var from = drafts.get((int) rows.getLong("ordinal") - 1);
      var draft = from.draft();
      events.add(
          new Event(
              new TopicKey(from.tenant(), draft.topic()),
              new Position(rows.getString("epoch"), rows.getLong("offset")),
              draft.type(),
              draft.payload(),
              draft.by(),
              instant(rows, "created_at"),
              draft.ends()));
      marker = rows.getLong("marker");
    }
    return new Appended(events, marker);
  }

  /// Where a topic stands, if it has a row.
  static Optional<Position> head(Handle sql, TopicKey key) {
    return sql.createQuery(HEAD)
        .bind("tenant", key.tenant().value())
        .bind("topic", key.topic().toString())
        .map((row, _) -> new Position(row.getString("epoch"), row.getLong("head")))
        .findOne();
  }

  /// Gives a topic its row, unless another was quicker, so that its epoch stays.
  static Position begin(Handle sql, TopicKey key) {
    sql.createUpdate(BEGIN)
        .bind("tenant", key.tenant().value())
        .bind("topic", key.topic().toString())
        .execute();
    return head(sql, key).orElseThrow();
  }

  static boolean onlyReads(Handle sql) {
    return sql.createQuery(ONLY_READS).mapTo(Boolean.class).one();
  }

  /// Gives those topics a row that have none.
  static void beginAll(Handle sql, Collection<TopicKey> keys) {
    try (var statement = sql.getConnection().prepareStatement(BEGIN_ALL)) {
      bind(statement, keys);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot begin topics", e);
    }
  }

  private static void bind(PreparedStatement statement, Collection<TopicKey> keys)
      throws SQLException {
    var tenants = keys.stream().map(key -> key.tenant().value()).toArray();
    var topics = keys.stream().map(key -> key.topic().toString()).toArray();
    statement.setArray(1, array(statement, "uuid", tenants));
    statement.setArray(2, array(statement, "text", topics));
  }

  static Map<TopicKey, Position> heads(Handle sql, Collection<TopicKey> keys) {
    var heads = new HashMap<TopicKey, Position>();
    try (var statement = sql.getConnection().prepareStatement(HEADS)) {
      bind(statement, keys);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var tenant = new TenantId(rows.getObject("tenant_id", UUID.class));
          var topic = Topic.parse(rows.getString("topic")).orElseThrow();
          var head = new Position(rows.getString("epoch"), rows.getLong("head"));
          heads.put(new TopicKey(tenant, topic), head);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read heads", e);
    }
    return heads;
  }

  /// Which events to read.
  record Range(TopicKey key, String epoch, long after, long head, int limit) {}

  /// The events of each range since a moment, in the order of the ranges.
  static List<List<Event>> read(Handle sql, List<Range> ranges, Instant since) {
    List<List<Event>> read = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) read.add(new ArrayList<>());
    try (var statement = sql.getConnection().prepareStatement(READ)) {
      bind(statement, ranges, since);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          int at = (int) rows.getLong("ordinal") - 1;
          read.get(at).add(event(rows, ranges.get(at)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read events", e);
    }
    return read;
  }

  private static void bind(PreparedStatement statement, List<Range> ranges, Instant since)
      throws SQLException {
    int size = ranges.size();
    var tenants = new UUID[size];
    var topics = new String[size];
    var after = new Long[size];
    var heads = new Long[size];
    var most = new Integer[size];
    for (int i = 0; i < size; i++) {
      var range = ranges.get(i);
      tenants[i] = range.key().tenant().value();
      topics[i] = range.key().topic().toString();
      after[i] = range.after();
      heads[i] = range.head();
      most[i] = range.limit();
    }
    statement.setArray(1, array(statement, "uuid", tenants));
    statement.setArray(2, array(statement, "text", topics));
    statement.setArray(3, array(statement, "int8", after));
    statement.setArray(4, array(statement, "int8", heads));
    statement.setArray(5, array(statement, "int4", most));
    statement.setObject(6, since.atOffset(ZoneOffset.UTC));
    statement.setLong(7, EventLog.READ_BYTES_MAX);
  }

  private static Event event(ResultSet row, Range range) throws SQLException {
    return new Event(
        range.key(),
        new Position(range.epoch(), row.getLong("offset")),
        row.getString("type"),
        row.getString("payload"),
        Optional.ofNullable(row.getObject("user_id", UUID.class)).map(UserId::new),
        instant(row, "created_at"),
        ending(row.getString("ends")));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable String written(Ending ends) {
    return switch (ends) {
      case Ending.Nobody _ -> null;
      case Ending.One(var user) -> user.toString();
      case Ending.Everyone _ -> EVERYONE;
      case Ending.Onlookers _ -> ONLOOKERS;
    };
  }

  private static Ending ending(@Nullable String text) {
    return switch (text) {
      case null -> new Ending.Nobody();
      case EVERYONE -> new Ending.Everyone();
      case ONLOOKERS -> new Ending.Onlookers();
      default -> new Ending.One(UserId.of(text));
    };
  }
}

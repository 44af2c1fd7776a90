package dev.parley.platform.events;

import dev.parley.platform.kernel.TenantId;
import dev.parley.protocol.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// All SQL on outbox markers.
final class MarkerStore {
  private static final String LEFT_BEHIND =
      """
      select id, tenants, topics, epochs, heads from outbox
      where created_at < clock_timestamp() - make_interval(secs => :seconds)
      order by id limit :limit
      """;

  private static final String DELETE = "delete from outbox where id = any(:ids)";

  private static final String DELETE_OLD =
      "delete from outbox where created_at < clock_timestamp() - make_interval(secs => :seconds)";

  private MarkerStore() {}

  /// What one commit wrote.
  record Marker(long id, Map<TopicKey, Position> heads) {}

  static List<Marker> leftBehind(Handle sql, Duration age, int limit) {
    return sql.createQuery(LEFT_BEHIND)
        .bind("seconds", age.toMillis() / 1000.0)
        .bind("limit", limit)
        .map((row, _) -> marker(row))
        .list();
  }

  private static Marker marker(ResultSet row) throws SQLException {
    var tenants = (UUID[]) row.getArray("tenants").getArray();
    var topics = (String[]) row.getArray("topics").getArray();
    var epochs = (String[]) row.getArray("epochs").getArray();
    var heads = (Long[]) row.getArray("heads").getArray();
    var positions = new HashMap<TopicKey, Position>();
    for (int i = 0; i < tenants.length; i++) {
      var topic = Topic.parse(topics[i]).orElseThrow();
      positions.put(
          new TopicKey(new TenantId(tenants[i]), topic), new Position(epochs[i], heads[i]));
    }
    return new Marker(row.getLong("id"), positions);
  }

  static void delete(Handle sql, Collection<Long> ids) {
    if (ids.isEmpty()) return;
    sql.createUpdate(DELETE).bindArray("ids", Long.class, ids).execute();
  }

  static int deleteOlderThan(Handle sql, Duration age) {
    return sql.createUpdate(DELETE_OLD).bind("seconds", age.toMillis() / 1000.0).execute();
  }
}

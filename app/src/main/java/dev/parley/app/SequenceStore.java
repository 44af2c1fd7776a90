package dev.parley.app;

import dev.parley.platform.postgres.Database;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/// Compares what conversations have counted with what is there, across tenants.
final class SequenceStore {
  private static final String CONVERSATIONS = "select count(*) from conversation";

  private static final String GAPS =
      """
      select c.id as conversation, c.current_seq as counted, count(m.seq) as stored,
        count(distinct m.seq) as different, coalesce(max(m.seq), 0) as highest
      from conversation c
      left join message m on m.tenant_id = c.tenant_id and m.conversation_id = c.id
      group by c.tenant_id, c.id
      having count(m.seq) <> c.current_seq or count(distinct m.seq) <> c.current_seq
        or coalesce(max(m.seq), 0) <> c.current_seq
      order by c.id
      limit 1000
      """;

  private final Database database;

  SequenceStore(Database database) {
    this.database = database;
  }

  /// A conversation whose messages are not numbered from 1 without a gap.
  public record Gap(UUID conversation, long counted, long stored, long different, long highest) {
    @Override
    public String toString() {
      return "conversation %s: counted %d, stored %d (%d different), highest %d"
          .formatted(conversation, counted, stored, different, highest);
    }
  }

  long conversations() {
    return database.system(tx -> tx.sql().createQuery(CONVERSATIONS).mapTo(Long.class).one());
  }

  /// The first 1,000 of them.
  List<Gap> gaps() {
    return database.system(
        tx -> tx.sql().createQuery(GAPS).map(ConstructorMapper.of(Gap.class)).list());
  }
}

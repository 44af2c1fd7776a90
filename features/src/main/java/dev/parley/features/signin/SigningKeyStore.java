package dev.parley.features.signin;

import dev.parley.platform.postgres.Transaction;
import dev.parley.platform.secrets.Sealed;
import dev.parley.platform.secrets.VerifyingKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/// The rows of signing keys.
final class SigningKeyStore {
  /// Of nodes that find no key at the same moment, one makes it and the others find that one.
  private static final String LOCK =
      """
      select pg_advisory_xact_lock(731)
      """;

  private static final String ALL =
      """
      select public_half, sealed, created_at from signing_key order by created_at, id
      """;
  private static final String INSERT =
      """
      insert into signing_key (id, public_half, sealed, created_at)
      values (:id, :publicHalf, :sealed, :now)
      """;
  private static final String DELETE =
      """
      delete from signing_key where created_at < :before
      """;

  private static final String DELETE_ALL =
      """
      delete from signing_key
      """;

  private SigningKeyStore() {}

  /// One key at rest.
  record Row(VerifyingKey publicHalf, Sealed sealed, Instant createdAt) {}

  static void lock(Transaction tx) {
    tx.sql().createQuery(LOCK).map((_, _) -> true).one();
  }

  static List<Row> all(Transaction tx) {
    return tx.sql()
        .createQuery(ALL)
        .map((row, _) ->
            new Row(
                VerifyingKey.of(row.getString("public_half")),
                new Sealed(row.getString("sealed")),
                row.getTimestamp("created_at").toInstant()))
        .list();
  }

  static void insert(Transaction tx, Row row) {
    tx.sql()
        .createUpdate(INSERT)
        .bind("id", row.publicHalf().id())
        .bind("publicHalf", row.publicHalf().json())
        .bind("sealed", row.sealed().text())
        .bind("now", Timestamp.from(row.createdAt()))
        .execute();
  }

  static int deleteAll(Transaction tx) {
    return tx.sql().createUpdate(DELETE_ALL).execute();
  }

  static int delete(Transaction tx, Instant before) {
    return tx.sql().createUpdate(DELETE).bind("before", Timestamp.from(before)).execute();
  }
}

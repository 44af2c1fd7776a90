package dev.parley.app.server;

import dev.parley.platform.postgres.Transaction;
import dev.parley.platform.secrets.Sealed;
import java.util.Optional;

/// The row by which a master key is known again.
final class KeyCheckStore {
  private static final String INSERT =
      "insert into master_key_check (sealed) values (:sealed) on conflict do nothing";
  private static final String REPLACE =
      """
      insert into master_key_check (sealed) values (:sealed)
      on conflict (one) do update set sealed = excluded.sealed
      """;
  private static final String FIND = "select sealed from master_key_check";

  private KeyCheckStore() {}

  /// The first one stands.
  static int insert(Transaction tx, Sealed sealed) {
    return tx.sql().createUpdate(INSERT).bind("sealed", sealed.text()).execute();
  }

  static int replace(Transaction tx, Sealed sealed) {
    return tx.sql().createUpdate(REPLACE).bind("sealed", sealed.text()).execute();
  }

  static Optional<Sealed> find(Transaction tx) {
    return tx.sql().createQuery(FIND).mapTo(String.class).map(Sealed::new).findOne();
  }
}

package dev.parley.testkit;

import dev.parley.platform.postgres.DatabaseAddress;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/// Ways into a test's database around the server's own.
final class Databases {
  private Databases() {}

  static void asOwner(TestPostgres postgres, HandleConsumer<RuntimeException> work) {
    as(postgres.address(), work);
  }

  static void asSuperuser(TestPostgres postgres, HandleConsumer<RuntimeException> work) {
    as(postgres.superuser(), work);
  }

  private static void as(DatabaseAddress address, HandleConsumer<RuntimeException> work) {
    try (Handle sql = Jdbi.open(address.jdbcUrl(), address.user(), address.password())) {
      work.useHandle(sql);
    }
  }
}

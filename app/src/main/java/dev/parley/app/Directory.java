package dev.parley.app;

import dev.parley.app.server.Closing;
import dev.parley.app.server.Storage;
import dev.parley.features.identity.People;
import dev.parley.features.tenants.Tenant;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.config.Config;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.platform.secrets.Passwords;
import dev.parley.protocol.Problem;
import java.time.InstantSource;

/// Tenants and people for an operator's command, while the server runs or does not.
record Directory(Closing closing, Tenants tenants, People people) implements AutoCloseable {

  static Directory open(Config config) {
    var closing = new Closing();
    try {
      var storage = closing.add("the database server", Storage.attach(config));
      var database =
          closing.add("the database", PostgresDatabase.open(storage.address(), PoolSizes.SMALL));
      var passwords = closing.add("passwords", new Passwords());
      // Operators end nobody here, so there is no session to close.
      var people = new People(database, passwords::hash, (_, _, _) -> {}, InstantSource.system());
      return new Directory(closing, new Tenants(database), people);
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /// Refuses with `not_found`.
  Tenant tenant(String slug) {
    return tenants.bySlug(slug).orElseThrow(() -> new Problem.NotFound("tenant").refused());
  }

  @Override
  public void close() {
    closing.close();
  }
}

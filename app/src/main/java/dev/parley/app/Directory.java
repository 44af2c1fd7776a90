package dev.parley.app;

import dev.parley.app.server.Closing;
import dev.parley.app.server.Enrolment;
import dev.parley.app.server.Storage;
import dev.parley.features.identity.People;
import dev.parley.features.identity.PeopleDesk;
import dev.parley.features.rollout.SwitchDesk;
import dev.parley.features.signin.Sessions;
import dev.parley.features.tenants.Tenant;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.bus.LocalBus;
import dev.parley.platform.config.Config;
import dev.parley.platform.events.TransactionalOutbox;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.platform.secrets.Passwords;
import dev.parley.protocol.Problem;
import java.time.InstantSource;

/// Tenants and people for an operator's command, while the server runs or does not. It is on no
/// bus: nodes find in the database what it has ended and changed, within seconds.
record Directory(
    Closing closing,
    Database database,
    Tenants tenants,
    People people,
    PeopleDesk desk,
    SwitchDesk switches)
    implements AutoCloseable {

  static Directory open(Config config) {
    var closing = new Closing();
    try {
      var storage = closing.add("the database server", Storage.attach(config));
      var database =
          closing.add("the database", PostgresDatabase.open(storage.address(), PoolSizes.SMALL));
      var passwords = closing.add("passwords", new Passwords());
      var clock = InstantSource.system();
      var sessions = new Sessions(database, new LocalBus(), clock);
      var outbox = TransactionalOutbox.leftToRelays();
      var enrolment = Enrolment.wire(database, outbox, clock);
      var ended = sessions.then(enrolment.ended());
      var arrivals = enrolment.arrivals();
      var tenants = new Tenants(database);
      return new Directory(
          closing,
          database,
          tenants,
          new People(database, passwords::hash, ended, arrivals, clock),
          new PeopleDesk(database, sessions, ended, arrivals, clock),
          new SwitchDesk(tenants, database, outbox, new LocalBus()));
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /// Refuses with `not_found`.
  Tenant tenant(String slug) {
    return tenants
        .bySlug(slug)
        .orElseThrow(() -> new Problem.NotFound("tenant: " + slug).refused());
  }

  @Override
  public void close() {
    closing.close();
  }
}

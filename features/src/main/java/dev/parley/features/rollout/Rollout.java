package dev.parley.features.rollout;

import dev.parley.features.identity.People;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.http.Routes;
import dev.parley.platform.postgres.Database;
import java.time.InstantSource;
import java.util.List;

/// The door to what is switched on by and by.
public record Rollout(Features features, Switches switches, RolloutGroups groups)
    implements AutoCloseable {

  /// Where a change goes.
  public record News(EventLog log, Outbox outbox, Bus bus) {}

  /// Starts to listen and to look for changes.
  public static Rollout start(Database database, News news, People people, InstantSource clock) {
    var changes = new Changes(news.outbox(), news.bus());
    var features = Features.start(database, news.log(), news.bus());
    return new Rollout(
        features,
        new Switches(people, database, changes, features::ofAll, clock),
        new RolloutGroups(people, database, changes));
  }

  public List<Routes> routes() {
    return List.of(new RolloutRoutes(features, groups), new SwitchRoutes(switches));
  }

  @Override
  public void close() {
    features.close();
  }
}

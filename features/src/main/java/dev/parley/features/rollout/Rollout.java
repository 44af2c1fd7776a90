package dev.parley.features.rollout;

import dev.parley.features.identity.People;
import dev.parley.platform.agents.Agent;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.http.Routes;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// The door to what is switched on by and by.
public record Rollout(Features features, Switches switches, RolloutGroups groups)
    implements AutoCloseable {

  /// For how long it is kept what was changed.
  public static final Duration CHANGES_KEPT = Duration.ofDays(730);

  /// Most changes of a feature, or of the groups, that are kept for longer: the newest.
  public static final int CHANGES_ALWAYS = 100;

  private static final Duration SWEEP_PAUSE = Duration.ofHours(6);

  /// Most that one transaction forgets.
  private static final int SWEPT_MAX = 2_000;

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

  /// Starts to forget old changes.
  public static Agent startSweep(Database database, InstantSource clock) {
    return Agent.start("rollout-sweep", SWEEP_PAUSE, () -> sweep(database, clock.instant()));
  }

  /// Forgets what is old at that moment, in batches, each its own transaction.
  static int sweep(Database database, Instant now) {
    var before = now.minus(CHANGES_KEPT);
    return swept(database, tx -> ChangeStore.forget(tx, before, CHANGES_ALWAYS, SWEPT_MAX))
        + swept(database, tx -> ChangeStore.forgetOfAll(tx, before, CHANGES_ALWAYS, SWEPT_MAX));
  }

  private static int swept(Database database, Work<Integer> batch) {
    int total = 0;
    while (true) {
      int forgotten = database.system(batch);
      total += forgotten;
      if (forgotten < SWEPT_MAX) return total;
    }
  }

  public List<Routes> routes() {
    return List.of(new RolloutRoutes(features, groups), new SwitchRoutes(switches));
  }

  @Override
  public void close() {
    features.close();
  }
}

package dev.parley.features.rollout;

import dev.parley.features.identity.People;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.platform.secrets.RandomToken;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The switches of a tenant, for its administrators.
public final class Switches {
  /// Most switches that a tenant says something about.
  public static final int OF_TENANT_MAX = 200;

  /// Most people whom one feature is decided for one by one.
  public static final int PEOPLE_MAX = 1_000;

  /// Most entries of a page of changes.
  public static final int CHANGES_MAX = 100;

  private final People people;
  private final Database database;
  private final Changes changes;
  private final Supplier<Map<SwitchKey, Setting>> ofAll;
  private final InstantSource clock;

  /// @param ofAll what an operator has said for all tenants; never waits, since changes come with a
  ///   transaction of the tenant open
  Switches(
      People people,
      Database database,
      Changes changes,
      Supplier<Map<SwitchKey, Setting>> ofAll,
      InstantSource clock) {
    this.ofAll = ofAll;
    this.people = people;
    this.database = database;
    this.changes = changes;
    this.clock = clock;
  }

  /// One change, as it was written down.
  ///
  /// @param kind `switch`, `person`, `default` or `group`
  /// @param changedBy empty where it was an operator
  public record Change(
      UUID id,
      String kind,
      Optional<UserId> userId,
      Optional<Integer> version,
      Optional<UserId> changedBy,
      Instant changedAt,
      Optional<JsonNode> before,
      Optional<JsonNode> after) {}

  /// Every feature that the code, an operator or the tenant has said something about, by key.
  public List<FeatureSwitch> list(Actor actor) {
    requireAdmin(actor);
    var standing = ofAll.get();
    return database.in(actor.tenant(), tx -> list(tx, actor.tenant(), standing));
  }

  private static List<FeatureSwitch> list(
      Transaction tx, TenantId tenant, Map<SwitchKey, Setting> ofAll) {
    var own =
        SwitchStore.list(tx, tenant).stream()
            .collect(Collectors.toMap(SwitchStore.Row::key, Function.identity()));
    var counts = SwitchStore.counts(tx, tenant);
    var defaults = new Rules.Defaults(RuleStore.ofTenant(tx, tenant), ofAll);
    var keys = new TreeSet<>(own.keySet());
    keys.addAll(counts.keySet());
    keys.addAll(defaults.ofTenant().keySet());
    keys.addAll(ofAll.keySet());
    Stream.of(Feature.values()).map(Feature::key).forEach(keys::add);
    var all = new ArrayList<FeatureSwitch>();
    for (var key : keys) {
      var people = counts.getOrDefault(key, 0);
      all.add(view(key, Optional.ofNullable(own.get(key)), defaults, people));
    }
    return all;
  }

  private static FeatureSwitch view(
      SwitchKey key, Optional<SwitchStore.Row> row, Rules.Defaults defaults, int people) {
    var feature = Feature.of(key);
    boolean on = feature.map(Feature::standard).orElse(false);
    var standard = defaults.find(key).orElse(on ? Setting.on() : Setting.off());
    var described = row.map(SwitchStore.Row::description).filter(text -> !text.isEmpty());
    return new FeatureSwitch(
        key,
        described.or(() -> feature.map(Feature::description)).orElse(""),
        row.map(SwitchStore.Row::setting).orElse(standard),
        row.map(SwitchStore.Row::version).orElse(0),
        standard,
        feature.isPresent(),
        people,
        row.map(SwitchStore.Row::updatedBy),
        row.map(SwitchStore.Row::updatedAt));
  }

  /// Refuses with `not_found` a feature that nobody has said anything about.
  public FeatureSwitch.Whole find(Actor actor, SwitchKey key) {
    requireAdmin(actor);
    var standing = ofAll.get();
    return database.in(
        actor.tenant(),
        tx ->
            new FeatureSwitch.Whole(
                known(tx, actor.tenant(), standing, key),
                SwitchStore.people(tx, actor.tenant(), key)));
  }

  private static FeatureSwitch known(
      Transaction tx, TenantId tenant, Map<SwitchKey, Setting> ofAll, SwitchKey key) {
    return list(tx, tenant, ofAll).stream()
        .filter(one -> one.key().equals(key))
        .findFirst()
        .orElseThrow(Switches::unknown);
  }

  /// Says what holds in the tenant. Refuses with `stale` who has not read the current version,
  /// which is 0 where the tenant says nothing.
  public void put(Actor actor, SwitchKey key, int version, FeatureSwitch.Draft draft) {
    change(
        actor,
        tx -> {
          var before = own(tx, actor.tenant(), key);
          int current = before.map(SwitchStore.Row::version).orElse(0);
          if (version != current) throw new Problem.Stale(current).refused();
          if (before.isEmpty()) requireRoom(tx, actor.tenant());
          int next = ChangeStore.version(tx, actor.tenant(), key) + 1;
          var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
          var row =
              new SwitchStore.Row(
                  key, draft.description(), draft.setting(), next, actor.user(), now);
          SwitchStore.put(tx, actor.tenant(), row, RandomToken.next().reveal());
          written(
              tx, actor, Changes.Draft.ofSwitch(key, next, draftOf(before), Optional.of(draft)));
        });
  }

  private static Optional<FeatureSwitch.Draft> draftOf(Optional<SwitchStore.Row> row) {
    return row.map(it -> new FeatureSwitch.Draft(it.description(), it.setting()));
  }

  private static void requireRoom(Transaction tx, TenantId tenant) {
    if (SwitchStore.list(tx, tenant).size() < OF_TENANT_MAX) return;
    throw new Problem.Conflict("A tenant has at most " + OF_TENANT_MAX + " switches").refused();
  }

  /// Takes back what the tenant has said, also for single people.
  public void delete(Actor actor, SwitchKey key) {
    change(
        actor,
        tx -> {
          var before = own(tx, actor.tenant(), key);
          if (before.isEmpty() && SwitchStore.people(tx, actor.tenant(), key).isEmpty()) {
            throw unknown();
          }
          SwitchStore.delete(tx, actor.tenant(), key);
          written(tx, actor, Changes.Draft.ofSwitch(key, 0, draftOf(before), Optional.empty()));
        });
  }

  /// Says what holds for one person.
  public void decide(Actor actor, SwitchKey key, FeatureSwitch.OfPerson person) {
    requireAdmin(actor);
    var standing = ofAll.get();
    change(
        actor,
        tx -> {
          var tenant = actor.tenant();
          known(tx, tenant, standing, key);
          if (people.hold(tenant, person.userId()).isEmpty()) throw nobody();
          var there = SwitchStore.people(tx, tenant, key);
          var before = there.stream().filter(one -> one.userId().equals(person.userId())).findAny();
          if (before.isEmpty() && there.size() >= PEOPLE_MAX) {
            throw new Problem.Conflict("A switch has at most " + PEOPLE_MAX + " people").refused();
          }
          SwitchStore.putPerson(tx, tenant, key, person);
          var draft = Changes.Draft.ofPerson(key, person.userId(), version(tx, tenant, key));
          written(tx, actor, draft.from(value(before)).to(Optional.of(person.value())));
        });
  }

  /// Lets for one person hold again what holds for others like them.
  public void undecide(Actor actor, SwitchKey key, UserId user) {
    change(
        actor,
        tx -> {
          var before =
              SwitchStore.people(tx, actor.tenant(), key).stream()
                  .filter(one -> one.userId().equals(user))
                  .findAny();
          if (!SwitchStore.deletePerson(tx, actor.tenant(), key, user)) throw nobody();
          var draft = Changes.Draft.ofPerson(key, user, version(tx, actor.tenant(), key));
          written(tx, actor, draft.from(value(before)));
        });
  }

  private static Optional<Boolean> value(Optional<FeatureSwitch.OfPerson> person) {
    return person.map(FeatureSwitch.OfPerson::value);
  }

  /// A page of what was changed about a feature, the newest first; one more than the limit tells
  /// that there are more.
  public List<Change> changes(Actor actor, SwitchKey key, Optional<UUID> before, int limit) {
    requireAdmin(actor);
    return database.in(
        actor.tenant(), tx -> ChangeStore.page(tx, actor.tenant(), key, before, limit));
  }

  private void written(Transaction tx, Actor actor, Changes.Draft draft) {
    changes.publish(tx, actor.tenant(), draft.by(actor.user()));
  }

  private static int version(Transaction tx, TenantId tenant, SwitchKey key) {
    return own(tx, tenant, key).map(SwitchStore.Row::version).orElse(0);
  }

  private void change(Actor actor, Consumer<Transaction> work) {
    requireAdmin(actor);
    database.in(
        actor.tenant(),
        tx -> {
          SwitchStore.oneAtATime(tx, actor.tenant());
          work.accept(tx);
          return true;
        });
  }

  private static Optional<SwitchStore.Row> own(Transaction tx, TenantId tenant, SwitchKey key) {
    return SwitchStore.list(tx, tenant).stream().filter(row -> row.key().equals(key)).findFirst();
  }

  static void requireAdmin(Actor actor) {
    if (!actor.role().administers()) {
      throw new Problem.Forbidden("Only administrators see and change switches").refused();
    }
  }

  private static Refused unknown() {
    return new Problem.NotFound("switch").refused();
  }

  static Refused nobody() {
    return new Problem.NotFound("user").refused();
  }
}

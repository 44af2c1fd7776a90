package dev.parley.features.rollout;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Position;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Whether a feature is on for a person. The server asks OpenFeature, in an instance of its API and
/// under a domain that are Parley's own: whoever embeds the server, or runs two in one process,
/// keeps theirs. Where the rules cannot be read, the code's default holds. Safe for any thread.
public final class Features implements AutoCloseable {
  private static final String DOMAIN = "parley";

  private final RuleCache rules;
  private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
  private final Client client;

  private Features(RuleCache rules) {
    this.rules = rules;
    api.setProviderAndWait(DOMAIN, new PostgresFeatures(rules));
    client = api.getClient(DOMAIN);
  }

  /// Starts to listen and to look for changes.
  public static Features start(Database database, EventLog log, Bus bus) {
    return new Features(new RuleCache(database, log, bus));
  }

  /// May block. Not for a thread with a transaction open.
  public boolean on(Actor actor, Feature feature) {
    var context =
        new ImmutableContext(
            actor.user().toString(),
            Map.of(PostgresFeatures.TENANT, new Value(actor.tenant().toString())));
    return client.getBooleanValue(feature.key().value(), feature.standard(), context);
  }

  /// What a person sees of the features, and the position of the tenant's topic from which on
  /// changes of it are told.
  public record Seen(Map<String, Decision> features, Position position) {}

  /// Every feature that the code or somebody else has said something about. May block.
  public Seen seen(Actor actor) {
    var at = rules.of(actor.tenant());
    var all = new TreeMap<String, Decision>();
    var keys = at.keys();
    Stream.of(Feature.values()).map(Feature::key).forEach(keys::add);
    for (var key : keys) {
      boolean standard = Feature.of(key).map(Feature::standard).orElse(false);
      var decision = at.decide(key, actor.user());
      all.put(key.value(), decision.orElse(new Decision(standard, Reason.DEFAULT)));
    }
    return new Seen(all, at.position());
  }

  /// Whom of a tenant a feature is on for, as of now; what it gives never waits. May block.
  Predicate<UserId> who(TenantId tenant, Feature feature) {
    var at = rules.of(tenant);
    return user -> at.decide(feature.key(), user).map(Decision::value).orElse(feature.standard());
  }

  /// Hears of changes in a tenant, or, where it is empty, in all; on virtual threads.
  void listen(Consumer<Optional<TenantId>> listener) {
    rules.listen(listener);
  }

  /// What an operator has said for all tenants.
  Map<SwitchKey, Setting> ofAll() {
    return rules.ofAll();
  }

  /// What OpenFeature is asked through.
  Client client() {
    return client;
  }

  @Override
  public void close() {
    rules.close();
    api.shutdown();
  }
}

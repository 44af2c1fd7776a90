package dev.parley.features.rollout;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.EventProvider;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.ProviderEventDetails;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Refused;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Answers OpenFeature out of the switches in PostgreSQL. The targeting key is the person's id, and
/// the context's `tenant` the tenant's. A switch is a boolean and nothing else. A thread that must
/// not wait, which is one that is not virtual, gets the default where nothing is at hand yet, and
/// the rules are read behind it.
final class PostgresFeatures extends EventProvider {
  /// The name of the tenant's id in a context.
  static final String TENANT = "tenant";

  private static final String NAME = "parley-postgresql";

  private final RuleCache rules;

  PostgresFeatures(RuleCache rules) {
    this.rules = rules;
    rules.listen(this::changed);
  }

  private void changed(Optional<TenantId> tenant) {
    var told = ProviderEventDetails.builder();
    var which = tenant.map(TenantId::toString).orElse("all");
    emitProviderConfigurationChanged(told.message("Switches of tenant: " + which).build());
  }

  @Override
  public Metadata getMetadata() {
    return () -> NAME;
  }

  @Override
  public ProviderEvaluation<Boolean> getBooleanEvaluation(
      String key, Boolean otherwise, EvaluationContext context) {
    if (context.getTargetingKey() == null) {
      return error(otherwise, ErrorCode.TARGETING_KEY_MISSING, "The id of a person");
    }
    var user = id(context.getTargetingKey()).map(UserId::new);
    var tenant = Optional.ofNullable(context.getValue(TENANT)).flatMap(PostgresFeatures::tenant);
    if (user.isEmpty() || tenant.isEmpty()) {
      return error(otherwise, ErrorCode.INVALID_CONTEXT, "Ids of a person and their tenant");
    }
    var at = known(tenant.get());
    if (at.isEmpty()) return error(otherwise, ErrorCode.PROVIDER_NOT_READY, "Not read yet");
    return key(key)
        .map(found -> evaluation(found, at.get(), user.get(), otherwise))
        .orElseGet(() -> error(otherwise, ErrorCode.FLAG_NOT_FOUND, key));
  }

  private static ProviderEvaluation<Boolean> evaluation(
      SwitchKey key, Rules rules, UserId user, Boolean otherwise) {
    var decision = rules.decide(key, user);
    if (decision.isEmpty() && Feature.of(key).isEmpty() && !rules.keys().contains(key)) {
      return error(otherwise, ErrorCode.FLAG_NOT_FOUND, key.value());
    }
    var value = decision.map(Decision::value).orElse(otherwise);
    var reason = decision.map(Decision::reason).orElse(Reason.DEFAULT);
    return ProviderEvaluation.<Boolean>builder()
        .value(value)
        .variant(value ? "on" : "off")
        .reason(reason.name())
        .build();
  }

  private Optional<Rules> known(TenantId tenant) {
    var at = rules.atHand(tenant);
    if (at.isPresent()) return at;
    if (Thread.currentThread().isVirtual()) return Optional.of(rules.of(tenant));
    Thread.ofVirtual().name("feature-rules").start(() -> rules.of(tenant));
    return Optional.empty();
  }

  private static Optional<SwitchKey> key(String text) {
    try {
      return Optional.of(new SwitchKey(text));
    } catch (Refused _) {
      return Optional.empty();
    }
  }

  private static Optional<TenantId> tenant(Value value) {
    return Optional.ofNullable(value.asString()).flatMap(PostgresFeatures::id).map(TenantId::new);
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static <T> ProviderEvaluation<T> error(
      @Nullable T otherwise, ErrorCode code, String why) {
    return ProviderEvaluation.<T>builder()
        .value(otherwise)
        .reason(Reason.ERROR.name())
        .errorCode(code)
        .errorMessage(why)
        .build();
  }

  @Override
  public ProviderEvaluation<String> getStringEvaluation(
      String key, String otherwise, EvaluationContext context) {
    return mismatch(key, otherwise, context);
  }

  @Override
  public ProviderEvaluation<Integer> getIntegerEvaluation(
      String key, Integer otherwise, EvaluationContext context) {
    return mismatch(key, otherwise, context);
  }

  @Override
  public ProviderEvaluation<Double> getDoubleEvaluation(
      String key, Double otherwise, EvaluationContext context) {
    return mismatch(key, otherwise, context);
  }

  @Override
  public ProviderEvaluation<Value> getObjectEvaluation(
      String key, Value otherwise, EvaluationContext context) {
    return mismatch(key, otherwise, context);
  }

  /// What is there is a boolean; the rest is what a boolean would be refused with.
  private <T> ProviderEvaluation<T> mismatch(
      String key, @Nullable T otherwise, EvaluationContext context) {
    var found = getBooleanEvaluation(key, false, context).getErrorCode();
    return found == null
        ? error(otherwise, ErrorCode.TYPE_MISMATCH, "A switch is a boolean")
        : error(otherwise, found, key);
  }
}

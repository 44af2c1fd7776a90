package dev.parley.features.signin;

import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.limits.LimitTable;
import dev.parley.platform.limits.Rate;
import dev.parley.platform.postgres.Database;
import dev.parley.protocol.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Counts failed sign-ins, on all nodes together. An attempt is written down before the password is
/// looked at and struck off when it was right, so that attempts at the same moment cannot slip
/// through between.
final class LoginLimits {
  static final int FAILURES_MAX = 5;
  static final Duration WINDOW = Duration.ofMinutes(15);

  /// Failures that one address may cause, over all accounts: against one password tried on many.
  private static final Rate ADDRESS_RATE = new Rate(4, Duration.ofMinutes(1), 50);

  private static final int ADDRESSES_MAX = 100_000;

  private final Database database;
  private final LimitTable<String> addresses = new LimitTable<>(ADDRESS_RATE, ADDRESSES_MAX);

  LoginLimits(Database database) {
    this.database = database;
  }

  /// An attempt whose outcome is open.
  record Attempt(TenantId tenant, UUID id, String account, Optional<UUID> device, String address) {}

  /// Writes an attempt down, or refuses with `rate_limited`.
  ///
  /// @param device one that has signed in to this account before
  Attempt begin(TenantId tenant, String email, Optional<UUID> device, String address, Instant now) {
    var wait = addresses.retryAfter(address);
    if (wait.isPositive()) throw new Problem.RateLimited(wait).refused();
    var account = Bearer.hash(email.strip().toLowerCase(Locale.ROOT));
    var attempt = new Attempt(tenant, Ids.next(), account, device, address);
    database.in(
        tenant,
        tx -> {
          AttemptStore.lock(tx, attempt);
          var failures = AttemptStore.since(tx, attempt, now.minus(WINDOW));
          if (failures.size() >= FAILURES_MAX) {
            var free = failures.get(failures.size() - FAILURES_MAX).plus(WINDOW);
            throw new Problem.RateLimited(Duration.between(now, free)).refused();
          }
          AttemptStore.insert(tx, attempt, now);
          return true;
        });
    return attempt;
  }

  /// The password was right: what was counted for this account and device is forgotten.
  void succeeded(Attempt attempt) {
    database.in(attempt.tenant(), tx -> AttemptStore.forget(tx, attempt));
  }

  void failed(Attempt attempt) {
    addresses.take(attempt.address());
  }
}

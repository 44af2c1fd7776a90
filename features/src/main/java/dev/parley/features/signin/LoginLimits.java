package dev.parley.features.signin;

import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.limits.LimitTable;
import dev.parley.platform.limits.Rate;
import dev.parley.platform.net.AddressBlock;
import dev.parley.platform.postgres.Database;
import dev.parley.protocol.Problem;
import java.time.Duration;
import java.time.Instant;
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
  record Attempt(TenantId tenant, UUID id, String account, Optional<UUID> device) {}

  /// Writes an attempt down, or refuses with `rate_limited`.
  ///
  /// @param device one that has signed in to this account before
  Attempt begin(TenantId tenant, String email, Optional<UUID> device, Instant now) {
    return database.in(
        tenant,
        tx -> {
          var account = Bearer.hash(AttemptStore.canonical(tx, email));
          var attempt = new Attempt(tenant, Ids.next(), account, device);
          AttemptStore.lock(tx, attempt);
          var failures = AttemptStore.since(tx, attempt, now.minus(WINDOW));
          if (failures.size() >= FAILURES_MAX) {
            var free = failures.get(failures.size() - FAILURES_MAX).plus(WINDOW);
            throw new Problem.RateLimited(Duration.between(now, free)).refused();
          }
          AttemptStore.insert(tx, attempt, now);
          return attempt;
        });
  }

  /// Refuses an address that has failed too often, with `rate_limited`, before anything is looked
  /// up for it.
  void admit(String address) {
    var wait = addresses.retryAfter(AddressBlock.of(address));
    if (wait.isPositive()) throw new Problem.RateLimited(wait).refused();
  }

  /// The password was right: what was counted for this account and device is forgotten.
  void succeeded(Attempt attempt) {
    database.in(attempt.tenant(), tx -> AttemptStore.forget(tx, attempt));
  }

  void failed(String address) {
    addresses.take(AddressBlock.of(address));
  }
}

package dev.parley.features.workspaces;

import dev.parley.platform.kernel.UserId;
import dev.parley.platform.limits.LimitTable;
import dev.parley.platform.limits.Rate;
import dev.parley.platform.net.AddressBlock;
import dev.parley.protocol.Problem;
import java.time.Duration;

/// Counts codes that were wrong, by who tried them and from where, on this node.
final class JoinLimits {
  static final int FAILURES_MAX = 5;

  private static final Rate PERSON_RATE =
      new Rate(FAILURES_MAX, Duration.ofMinutes(15), FAILURES_MAX);
  private static final Rate ADDRESS_RATE = new Rate(4, Duration.ofMinutes(1), 50);
  private static final int KEYS_MAX = 100_000;

  private final LimitTable<UserId> people = new LimitTable<>(PERSON_RATE, KEYS_MAX);
  private final LimitTable<String> addresses = new LimitTable<>(ADDRESS_RATE, KEYS_MAX);

  /// Refuses who has failed too often, with `rate_limited`, before anything is looked up.
  void admit(UserId person, String address) {
    var ofPerson = people.retryAfter(person);
    var ofAddress = addresses.retryAfter(AddressBlock.of(address));
    var wait = ofPerson.compareTo(ofAddress) > 0 ? ofPerson : ofAddress;
    if (wait.isPositive()) throw new Problem.RateLimited(wait).refused();
  }

  void failed(UserId person, String address) {
    people.take(person);
    addresses.take(AddressBlock.of(address));
  }
}

package dev.parley.features.rollout;

import dev.parley.platform.kernel.Checks;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a tenant's administrators see of a feature.
///
/// @param version counts the tenant's own changes; 0 where the tenant says nothing, so that what an
///   operator or the code says holds, which is then the setting
/// @param standard what holds where the tenant says nothing
/// @param builtIn whether the server itself asks about it
/// @param people how many it is decided for one by one
public record FeatureSwitch(
    SwitchKey key,
    String description,
    Setting setting,
    int version,
    Setting standard,
    boolean builtIn,
    int people,
    Optional<UserId> updatedBy,
    Optional<Instant> updatedAt) {

  /// What an administrator wants of it.
  public record Draft(String description, Setting setting) {
    /// Longest description, in UTF-16 units.
    public static final int DESCRIPTION_LENGTH_MAX = 500;

    public Draft {
      if (description.length() > DESCRIPTION_LENGTH_MAX) {
        throw new Problem.TooLarge("description", DESCRIPTION_LENGTH_MAX).refused();
      }
      if (!Checks.isWellFormed(description)) {
        throw new Problem.Invalid("description", "Has a NUL or half of a surrogate pair").refused();
      }
    }
  }

  /// What holds for one person.
  public record OfPerson(UserId userId, boolean value) {}

  /// With whom it is decided for one by one.
  public record Whole(FeatureSwitch of, List<OfPerson> people) {}
}

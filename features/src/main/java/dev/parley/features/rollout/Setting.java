package dev.parley.features.rollout;

import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// For whom a feature is on. Groups are cumulative: with a later phase come those before it. They
/// and the percentage count while the state is `phased`, and are kept otherwise.
///
/// @param groups in the order of the phases
/// @param percentage of those who are in none of the groups; two decimals
public record Setting(SwitchState state, List<RolloutGroup> groups, double percentage) {
  /// In how many parts people are divided: a part is a hundredth of a percent.
  static final int PARTS = 10_000;

  private static final int PARTS_OF_PERCENT = PARTS / 100;

  public Setting {
    if (!(percentage >= 0 && percentage <= 100)
        || (double) parts(percentage) / PARTS_OF_PERCENT != percentage) {
      throw new Problem.Invalid("percentage", "From 0 to 100, with at most two decimals").refused();
    }
    groups = upTo(groups);
  }

  public static Setting off() {
    return new Setting(SwitchState.OFF, List.of(), 0);
  }

  public static Setting on() {
    return new Setting(SwitchState.ON, List.of(), 0);
  }

  private static List<RolloutGroup> upTo(Collection<RolloutGroup> chosen) {
    return Stream.of(RolloutGroup.values())
        .filter(group -> chosen.stream().anyMatch(one -> group.compareTo(one) <= 0))
        .toList();
  }

  private static long parts(double percentage) {
    return Math.round(percentage * PARTS_OF_PERCENT);
  }

  /// How many of the parts have it.
  long parts() {
    return parts(percentage);
  }

  /// The part that a person is in, from 0 to [#PARTS] without that: by a digest, so that it is the
  /// same on every node and for good, and the parts of two switches have nothing to do with each
  /// other. The digest has far more bits than are needed, so the parts are equal.
  static long part(SwitchKey key, String salt, UserId user) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update((key.value() + '\n' + salt + '\n' + user).getBytes(StandardCharsets.UTF_8));
      return Long.remainderUnsigned(ByteBuffer.wrap(sha.digest()).getLong(), PARTS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

package dev.parley.features.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.world.World;
import dev.parley.platform.kernel.UserId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingTest {
  private static final SwitchKey KEY = new SwitchKey("search.semantic");
  private static final List<UserId> PEOPLE = Stream.generate(UserId::next).limit(20_000).toList();

  private static List<UserId> within(String salt, double percentage) {
    var setting = new Setting(SwitchState.PHASED, List.of(), percentage);
    return PEOPLE.stream().filter(user -> Setting.part(KEY, salt, user) < setting.parts()).toList();
  }

  @Test
  void aShareThatGrowsOnlyAddsPeople() {
    var before = within("salt", 0);
    assertThat(before).isEmpty();
    for (var percentage : List.of(0.01, 1.0, 5.25, 50.0, 99.99, 100.0)) {
      var after = within("salt", percentage);
      assertThat(after).containsAll(before);
      before = after;
    }
    assertThat(before).isEqualTo(PEOPLE);
  }

  /// The counts are of a binomial distribution: five of its standard deviations are allowed.
  @Test
  void aShareIsAsLargeAsItSays() {
    for (var percentage : List.of(1.0, 12.5, 50.0, 90.0)) {
      double share = percentage / 100;
      double deviation = Math.sqrt(PEOPLE.size() * share * (1 - share));
      double expected = PEOPLE.size() * share;
      assertThat((double) within("salt", percentage).size())
          .isBetween(expected - 5 * deviation, expected + 5 * deviation);
    }
  }

  @Test
  void theSharesOfTwoSwitchesHaveNothingToDoWithEachOther() {
    var one = Set.copyOf(within("one", 50));
    long both = within("other", 50).stream().filter(one::contains).count();
    assertThat(both).isBetween(4_600L, 5_400L);
  }

  @Test
  void groupsComeWithThoseBeforeThem() {
    assertThat(new Setting(SwitchState.PHASED, List.of(RolloutGroup.BETA), 0).groups())
        .containsExactly(RolloutGroup.INTERNAL, RolloutGroup.BETA);
    assertThat(new Setting(SwitchState.PHASED, List.of(RolloutGroup.GENERAL), 0).groups())
        .containsExactly(RolloutGroup.values());
  }

  @Test
  void whatIsNoShareAndNoKeyIsRefused() {
    for (var percentage : List.of(-0.01, 100.01, 0.001, Double.NaN)) {
      assertThat(World.refusal(() -> new Setting(SwitchState.PHASED, List.of(), percentage)))
          .isEqualTo("invalid");
    }
    for (var key : List.of("", "A", "1a", "a b", "a".repeat(65))) {
      assertThat(World.refusal(() -> new SwitchKey(key))).isEqualTo("invalid");
    }
  }
}

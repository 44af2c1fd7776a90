package dev.parley.features.rollout;

import dev.openfeature.sdk.Reason;
import dev.parley.platform.events.Position;
import dev.parley.platform.kernel.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// All that decides in one tenant, as it stood at one moment. A value: it is read by any thread,
/// and never waits.
///
/// @param people what holds for one person, by key
/// @param groups of those who are not in the general one
/// @param position of the tenant's topic at that moment
record Rules(
    Map<SwitchKey, Salted> switches,
    Map<SwitchKey, Map<UserId, Boolean>> people,
    Map<UserId, RolloutGroup> groups,
    Defaults defaults,
    Position position) {

  /// A setting whose share is drawn with the salt.
  record Salted(Setting setting, String salt) {}

  /// What an operator has said: for this tenant, and for all.
  record Defaults(Map<SwitchKey, Setting> ofTenant, Map<SwitchKey, Setting> ofAll) {

    Optional<Setting> find(SwitchKey key) {
      return Optional.ofNullable(ofTenant.getOrDefault(key, ofAll.get(key)));
    }
  }

  /// Empty where nobody has said anything about the feature, so that the code decides.
  Optional<Decision> decide(SwitchKey key, UserId user) {
    var own = people.getOrDefault(key, Map.of()).get(user);
    if (own != null) return Optional.of(new Decision(own, Reason.TARGETING_MATCH));
    return Optional.ofNullable(switches.get(key))
        .or(() -> defaults.find(key).map(setting -> new Salted(setting, "")))
        .map(salted -> decide(salted, key, user));
  }

  private Decision decide(Salted salted, SwitchKey key, UserId user) {
    var setting = salted.setting();
    return switch (setting.state()) {
      case OFF -> new Decision(false, Reason.DISABLED);
      case ON -> new Decision(true, Reason.STATIC);
      case PHASED -> {
        var group = groups.getOrDefault(user, RolloutGroup.GENERAL);
        if (setting.groups().contains(group)) yield new Decision(true, Reason.TARGETING_MATCH);
        if (setting.parts() == 0) yield new Decision(false, Reason.DEFAULT);
        boolean within = Setting.part(key, salted.salt(), user) < setting.parts();
        yield new Decision(within, Reason.SPLIT);
      }
    };
  }

  /// Every feature that somebody has said something about.
  TreeSet<SwitchKey> keys() {
    var keys = new TreeSet<>(switches.keySet());
    keys.addAll(people.keySet());
    keys.addAll(defaults.ofTenant().keySet());
    keys.addAll(defaults.ofAll().keySet());
    return keys;
  }

  /// How much there is of it, for the bound of what a node keeps.
  int weight() {
    int ofPeople = people.values().stream().mapToInt(Map::size).sum();
    return 1 + switches.size() + ofPeople + groups.size() + defaults.ofTenant().size();
  }
}

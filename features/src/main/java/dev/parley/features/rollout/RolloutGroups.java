package dev.parley.features.rollout;

import dev.parley.features.identity.People;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.protocol.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Who of a tenant gets features early, for its administrators.
public final class RolloutGroups {
  /// Most people of a tenant who are in other groups than the general one.
  public static final int MEMBERS_MAX = 1_000;

  private final People people;
  private final Database database;
  private final Changes changes;

  RolloutGroups(People people, Database database, Changes changes) {
    this.people = people;
    this.database = database;
    this.changes = changes;
  }

  /// Someone, and the group that they are in.
  public record Member(UserId userId, RolloutGroup group) {}

  /// All who are in another group than the general one, the first phase first.
  public List<Member> list(Actor actor) {
    Switches.requireAdmin(actor);
    return database.in(actor.tenant(), tx -> SwitchStore.members(tx, actor.tenant()));
  }

  /// A page of who was put into which group, the newest first; one more than the limit tells that
  /// there are more.
  public List<Switches.Change> changes(Actor actor, Optional<UUID> before, int limit) {
    Switches.requireAdmin(actor);
    return database.in(
        actor.tenant(), tx -> ChangeStore.ofGroups(tx, actor.tenant(), before, limit));
  }

  /// Puts someone into a group, and out of the one before.
  public void put(Actor actor, UserId user, RolloutGroup group) {
    Switches.requireAdmin(actor);
    var tenant = actor.tenant();
    database.in(
        tenant,
        tx -> {
          SwitchStore.oneAtATime(tx, tenant);
          if (people.hold(tenant, user).isEmpty()) throw Switches.nobody();
          var before = SwitchStore.group(tx, tenant, user);
          boolean more = before.isEmpty() && group != RolloutGroup.GENERAL;
          if (more && SwitchStore.members(tx, tenant).size() >= MEMBERS_MAX) {
            throw new Problem.Conflict("At most " + MEMBERS_MAX + " people are in groups")
                .refused();
          }
          if (before.orElse(RolloutGroup.GENERAL) == group) return false;
          SwitchStore.putMember(tx, tenant, user, group);
          var from = Optional.of(before.orElse(RolloutGroup.GENERAL));
          var draft = Changes.Draft.ofGroup(user).from(from).to(Optional.of(group));
          changes.publish(tx, tenant, draft.by(actor.user()));
          return true;
        });
  }
}

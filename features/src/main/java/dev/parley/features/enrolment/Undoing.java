package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.enrolment.EffectStore.Effect;
import dev.parley.features.workspaces.Membership;
import dev.parley.features.workspaces.Memberships;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Takes back what a rule did, newest first, where it is still as the rule left it. Within one
/// transaction, under the locks that letting people in takes.
final class Undoing {
  private final Enroller enroller;
  private final Transaction tx;
  private final TenantId tenant;
  private final EnrolmentRule rule;
  private final List<Long> undone = new ArrayList<>();

  /// The members as they are while it goes on.
  private final Map<UserId, Membership> members = new HashMap<>();

  Undoing(Enroller enroller, Transaction tx, TenantId tenant, EnrolmentRule rule) {
    this.enroller = enroller;
    this.tx = tx;
    this.tenant = tenant;
    this.rule = rule;
  }

  /// Takes the effects back, and answers how many of them it could.
  ///
  /// @param effects the newest first
  int undo(List<Effect> effects) {
    var users = effects.stream().map(Effect::user).collect(Collectors.toSet());
    enroller.memberships().holding(tx, tenant, users);
    var keeper =
        enroller.memberships().keeper(tx, rule.actor(tenant), rule.workspaceId()).orElse(null);
    if (keeper == null) return 0;
    enroller.admissions().holdThoseOf(tx, tenant, rule.workspaceId(), users);
    members.putAll(
        keeper.present(users).stream()
            .collect(Collectors.toMap(Membership::userId, Function.identity())));
    undoTalks(effects);
    undoRoles(keeper, effects);
    EffectStore.undone(tx.sql(), tenant, undone, enroller.now());
    return undone.size();
  }

  private void undoTalks(List<Effect> effects) {
    var since = new LinkedHashMap<ConversationId, Map<UserId, Instant>>();
    var ids = new HashMap<ConversationId, Map<UserId, Long>>();
    for (var effect : effects) {
      if (effect.conversation().isEmpty()) continue;
      var id = effect.conversation().get();
      since.computeIfAbsent(id, _ -> new HashMap<>()).put(effect.user(), effect.since());
      ids.computeIfAbsent(id, _ -> new HashMap<>()).put(effect.user(), effect.id());
    }
    since.forEach((id, those) -> {
      var left = enroller.admissions().leave(tx, rule.actor(tenant), id, those);
      for (var user : left) undone.add(ids.getOrDefault(id, Map.of()).get(user));
    });
  }

  private void undoRoles(Memberships.Keeper keeper, List<Effect> effects) {
    var leaving = new LinkedHashSet<UserId>();
    var lowered = new LinkedHashMap<UserId, WorkspaceRole>();
    for (var effect : effects) {
      if (effect.to().isEmpty() || !stands(effect)) continue;
      undone.add(effect.id());
      var before = effect.from();
      if (before.isPresent()) {
        lowered.put(effect.user(), before.get());
        members.compute(effect.user(), (_, member) -> as(member, before.get()));
      } else {
        leaving.add(effect.user());
        lowered.remove(effect.user());
        members.remove(effect.user());
      }
    }
    for (var role : WorkspaceRole.values()) keeper.change(those(lowered, role), role);
    keeper.remove(leaving);
  }

  private boolean stands(Effect effect) {
    return Optional.ofNullable(members.get(effect.user()))
        .filter(member -> member.joinedAt().equals(effect.since()))
        .filter(member -> effect.to().equals(Optional.of(member.role())))
        .isPresent();
  }

  private static Membership as(Membership member, WorkspaceRole role) {
    return new Membership(member.userId(), member.displayName(), role, member.joinedAt());
  }

  private static Set<UserId> those(Map<UserId, WorkspaceRole> lowered, WorkspaceRole role) {
    return lowered.entrySet().stream()
        .filter(one -> one.getValue() == role)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}

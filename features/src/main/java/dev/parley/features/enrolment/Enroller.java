package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.Participants;
import dev.parley.features.enrolment.EffectStore.Effect;
import dev.parley.features.workspaces.Memberships;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Lets people in by rules, within one transaction: under the locks of the people, the workspaces
/// and the groups, in that order.
record Enroller(Memberships memberships, Participants.Admissions admissions, InstantSource clock) {

  /// A rule, and people who may be let in by it.
  ///
  /// @param byName whether somebody has named them
  record Order(EnrolmentRule rule, Optional<UUID> run, boolean byName, Collection<UserId> people) {}

  /// What comes of the people of an order in the workspace.
  private record Seated(
      Order order, Plan plan, Map<Candidate, Outcome> outcomes, List<Effect> effects) {}

  /// Lets in whom the rules are about, of the people given, and answers what comes of them.
  ///
  /// @param orders in the order of their workspaces
  Counts enrol(Transaction tx, TenantId tenant, List<Order> orders) {
    var everyone = new LinkedHashSet<UserId>();
    orders.forEach(order -> everyone.addAll(order.people()));
    memberships.holding(tx, tenant, everyone);
    var seated = new ArrayList<Seated>();
    for (var order : orders) seat(tx, tenant, order).ifPresent(seated::add);
    var groups =
        orders.stream()
            .flatMap(it -> it.rule().definition().actions().conversationIds().stream())
            .collect(Collectors.toSet());
    var rooms = groups.isEmpty() ? Map.<ConversationId, Integer>of() : hold(tx, tenant, groups);
    var counts = Counts.NONE;
    for (var one : seated) {
      counts = counts.plus(talk(tx, tenant, one, rooms));
      EffectStore.insert(tx.sql(), tenant, one.order(), one.effects(), now());
    }
    return counts;
  }

  private Map<ConversationId, Integer> hold(
      Transaction tx, TenantId tenant, Set<ConversationId> groups) {
    return admissions.hold(tx, tenant, groups);
  }

  private Optional<Seated> seat(Transaction tx, TenantId tenant, Order order) {
    var rule = order.rule();
    var keeper = memberships.keeper(tx, rule.actor(tenant), rule.workspaceId()).orElse(null);
    if (keeper == null) return Optional.empty();
    keeper.settle(order.people());
    var choice =
        new CandidateStore.Choice(
            rule.workspaceId(),
            Optional.of(rule.id()),
            rule.definition(),
            Optional.of(order.people()));
    var people = order.people().size();
    var candidates = CandidateStore.candidates(tx.sql(), tenant, choice, Optional.empty(), people);
    var actions = rule.definition().actions();
    var plan = new Plan(actions, order.byName(), keeper.room());
    var outcomes = new LinkedHashMap<Candidate, Outcome>();
    for (var person : candidates) outcomes.put(person, plan.seat(person));
    var effects = new ArrayList<Effect>();
    for (var joined : keeper.join(those(outcomes, Outcome.JOINS), actions.role())) {
      effects.add(Effect.joined(joined.userId(), actions.role(), joined.joinedAt()));
    }
    keeper.change(those(outcomes, Outcome.IS_RAISED), actions.role());
    outcomes.forEach((person, outcome) -> {
      if (outcome == Outcome.IS_RAISED) effects.add(Effect.raised(person, actions.role()));
    });
    return Optional.of(new Seated(order, plan, outcomes, effects));
  }

  private static Set<UserId> those(Map<Candidate, Outcome> outcomes, Outcome wanted) {
    var users = new LinkedHashSet<UserId>();
    outcomes.forEach((person, outcome) -> {
      if (outcome == wanted) users.add(person.id());
    });
    return users;
  }

  private Counts talk(
      Transaction tx, TenantId tenant, Seated seated, Map<ConversationId, Integer> rooms) {
    var by = seated.order().rule().actor(tenant);
    var joining = new LinkedHashMap<ConversationId, List<UserId>>();
    var counts = Counts.NONE;
    for (var person : seated.outcomes().entrySet()) {
      var prospect = seated.plan().prospect(person.getKey(), person.getValue(), rooms);
      counts = counts.plus(prospect);
      for (var id : prospect.conversationIds()) {
        joining.computeIfAbsent(id, _ -> new ArrayList<>()).add(prospect.userId());
      }
    }
    joining.forEach((id, users) -> {
      for (var joined : admissions.join(tx, by, id, users)) {
        seated.effects().add(Effect.talks(joined.userId(), id, joined.joinedAt()));
      }
    });
    return counts;
  }

  /// The present, as precise as what is stored and sent.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}

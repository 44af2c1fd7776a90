package dev.parley.features.enrolment;

import dev.parley.features.identity.PersonArrived;
import dev.parley.features.identity.PersonEnded;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;

/// Lets people in by the rules that hold when they arrive, in the transaction in which they do.
/// What would be too much for one transaction is left to runs, which it begins. Hears of those who
/// are deactivated as well, before they are taken out of their workspaces, so that whoever is let
/// in again is not taken for somebody who had left.
public record Arrivals(EnrolmentRuns runs) implements PersonArrived, PersonEnded {
  /// Most rules that people are let in by at once.
  static final int RULES_MAX = 50;

  @Override
  public void arrived(Transaction tx, TenantId tenant, Collection<UserId> people) {
    RuleStore.rulesStay(tx.sql(), tenant);
    var orders = new ArrayList<Enroller.Order>();
    int events = 0;
    for (var match : RuleStore.matching(tx.sql(), tenant, people)) {
      var rule = match.rule();
      int more = match.people() * rule.definition().actions().events();
      if (orders.size() < RULES_MAX && events + more <= EnrolmentRuns.EVENTS_MAX) {
        orders.add(new Enroller.Order(rule, Optional.empty(), false, people));
        events += more;
      } else {
        later(tx, tenant, rule, people);
      }
    }
    if (!orders.isEmpty()) runs.enroller().enrol(tx, tenant, orders);
  }

  private void later(
      Transaction tx, TenantId tenant, EnrolmentRule rule, Collection<UserId> people) {
    var draft = new EnrolmentRun.Draft(rule, Optional.of(people), false, Optional.empty());
    RunStore.insert(tx.sql(), tenant, draft, rule.updatedBy(), runs.enroller().now());
  }

  @Override
  public void ended(Transaction tx, Actor by, UserId user) {
    EffectStore.ended(tx.sql(), by.tenant(), user, runs.enroller().now());
  }
}

/// Enrolment: rules by which a workspace lets people of the tenant in without inviting them. A rule
/// says whom it is about (its criteria) and what happens to them (its actions): they join, in a
/// role and in groups; it only ever raises a role, and never touches an owner. New people are
/// looked at in the transaction that adds them; everyone is looked at when a rule begins to hold or
/// changes, in a run, whose steps are one transaction each, so that one that was interrupted goes
/// on. Each change of a rule is a version of it. What a rule did is kept as effects: nobody who has
/// left is let in again by the same rule unless by name, and a rollback takes back exactly what
/// later versions did, as long as it is as they left it. Locks are taken in the order: rule, its
/// run, people, the tenant's rules as a whole, and then as everywhere. Tables: enrolment_rule,
/// enrolment_rule_version, enrolment_run, enrolment_effect.
@NullMarked
package dev.parley.features.enrolment;

import org.jspecify.annotations.NullMarked;

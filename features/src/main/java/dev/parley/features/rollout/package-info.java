/// Features that are switched on by and by: for nobody, for the people of a group, for a share of
/// everyone, for all. What holds for one person goes before the tenant's switch, that before what
/// an operator has said, and that before what the code says. What was decided stays so for as long
/// as nothing is changed: a share that grows only adds people. Tables: feature_switch,
/// feature_switch_person, rollout_group_member, tenant_feature_default, feature_default,
/// feature_switch_change and feature_default_change, whose rows are never altered.
@NullMarked
package dev.parley.features.rollout;

import org.jspecify.annotations.NullMarked;

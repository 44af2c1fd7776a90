package dev.parley.features.rollout;

import dev.openfeature.sdk.Reason;

/// Whether a feature is on for a person, and why, in the words of OpenFeature: `DISABLED` and
/// `STATIC` for everyone, `TARGETING_MATCH` for this person or their group, `SPLIT` by the share,
/// `DEFAULT` where none of these says anything.
public record Decision(boolean value, Reason reason) {}

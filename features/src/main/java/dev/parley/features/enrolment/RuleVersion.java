package dev.parley.features.enrolment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;

/// What a rule was in one of its versions.
public record RuleVersion(
    int version, @JsonUnwrapped Definition definition, UserId changedBy, Instant changedAt) {}

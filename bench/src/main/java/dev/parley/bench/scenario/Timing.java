package dev.parley.bench.scenario;

import java.time.Duration;

/// How long each scenario runs: unmeasured first, so that the server's compiler is done, then
/// measured.
public record Timing(Duration warm, Duration measured) {}

package dev.parley.bench.documents;

import dev.parley.bench.workload.Reading;

/// What was read on one side.
///
/// @param round from 1
public record Found(Side side, int round, Reading reading) {}

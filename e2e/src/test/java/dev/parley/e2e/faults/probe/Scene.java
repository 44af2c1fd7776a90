package dev.parley.e2e.faults.probe;

import dev.parley.e2e.World;
import dev.parley.e2e.faults.ground.FaultyCluster;
import dev.parley.e2e.faults.load.Workload;

/// Where a probe measures: a cluster under load, and people of its own.
public record Scene(FaultyCluster cluster, World world, Workload workload) {}

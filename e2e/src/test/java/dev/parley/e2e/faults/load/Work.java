package dev.parley.e2e.faults.load;

import java.util.Random;

/// What each client has of its own: what it leaves to chance, and how it is told to stop.
public record Work(Random random, Rest rest) {}

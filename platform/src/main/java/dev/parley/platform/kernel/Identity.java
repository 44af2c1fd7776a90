package dev.parley.platform.kernel;

import java.time.Instant;

/// An actor whose credentials were verified, and until when they hold.
public record Identity(Actor actor, Instant expiresAt) {}

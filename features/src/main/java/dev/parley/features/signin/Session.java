package dev.parley.features.signin;

import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One sign-in of one device.
record Session(
    SessionId id,
    UserId user,
    UUID device,
    Optional<String> userAgent,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt) {}

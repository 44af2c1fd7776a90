package dev.parley.platform.http;

import dev.parley.platform.kernel.Authenticator;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.secrets.Sealer;
import dev.parley.platform.telemetry.Health;
import dev.parley.platform.telemetry.Metrics;
import java.time.InstantSource;

/// What the HTTP edge works with.
///
/// @param sealer keeps the stored answers of idempotent requests, which may hold secrets
public record ApiServices(
    Database database,
    Authenticator authenticator,
    Sealer sealer,
    Metrics metrics,
    Health health,
    InstantSource clock) {}

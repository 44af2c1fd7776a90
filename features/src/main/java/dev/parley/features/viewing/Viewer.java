package dev.parley.features.viewing;

import dev.parley.platform.kernel.UserId;
import java.time.Instant;

/// A person who looks on.
///
/// @param since when the first of the connections began that still look on, or an earlier one that
///   they took over from
public record Viewer(UserId userId, Instant since) {}

package dev.parley.features.tasks;

import dev.parley.features.boards.BoardId;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.Optional;

/// Which tasks of a workspace are asked for: those that all that is given fits.
///
/// @param after tasks that were made after this one
/// @param limit most tasks of the page
public record TaskQuery(
    Optional<TaskId> after,
    Optional<BoardId> board,
    Optional<TaskId> parent,
    Optional<String> status,
    Optional<UserId> assignee,
    Optional<String> label,
    Optional<Instant> dueFrom,
    Optional<Instant> dueBefore,
    int limit) {}

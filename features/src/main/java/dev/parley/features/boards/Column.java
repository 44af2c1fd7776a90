package dev.parley.features.boards;

/// A column of a board.
///
/// @param status what a task is when it is put here
public record Column(ColumnId id, String name, TaskStatus status) {}

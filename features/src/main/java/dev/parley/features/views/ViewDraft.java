package dev.parley.features.views;

import dev.parley.features.boards.BoardId;
import dev.parley.platform.kernel.Checks;
import java.util.Optional;

/// How a view is to be.
///
/// @param board the board that it is of; empty for one of the whole workspace
/// @param shared whether everybody in the workspace sees it
/// @param query what it shows and in which order, as [ViewQuery] has it
public record ViewDraft(
    String name, Optional<BoardId> board, boolean shared, ViewLayout layout, String query) {
  public static final int NAME_LENGTH_MAX = 100;

  public ViewDraft {
    Checks.text("name", name, NAME_LENGTH_MAX);
    ViewQuery.check(query);
  }
}

package dev.parley.features.workspaces;

import dev.parley.platform.kernel.Checks;
import java.util.Optional;

/// What people say about a workspace.
public record WorkspaceDraft(String name, Optional<String> description) {

  public WorkspaceDraft {
    Checks.text("name", name, Workspaces.NAME_LENGTH_MAX);
    description.ifPresent(
        text -> Checks.text("description", text, Workspaces.DESCRIPTION_LENGTH_MAX));
  }
}

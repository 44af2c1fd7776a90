package dev.parley.features.assignments;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceListener;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.time.InstantSource;
import java.util.Set;

/// Notes who leaves workspaces, for [AssignmentAgent]. Of a workspace that ends nothing is left to
/// do: nobody sees its tasks.
public record Departures(InstantSource clock) implements WorkspaceListener {

  @Override
  public void left(Transaction tx, Actor by, Set<WorkspaceId> workspaces, UserId user) {
    if (!workspaces.isEmpty()) {
      DepartureStore.note(tx.sql(), by, workspaces, user, clock.instant());
    }
  }

  @Override
  public void ended(Transaction tx, Actor by, WorkspaceId workspace) {}
}

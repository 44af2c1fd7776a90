package dev.parley.features.workspaces;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.util.Set;

/// Hears who leaves workspaces, so that nothing in one is open to someone who is not. Each is
/// called inside the transaction that changes the workspaces, which holds their locks; who acts in
/// them at that moment has been waited for.
public interface WorkspaceListener {

  /// A person is in them no longer: was removed, left, or was deactivated.
  ///
  /// @param by who removed them
  void left(Transaction tx, Actor by, Set<WorkspaceId> workspaces, UserId user);

  /// It was deleted, and nobody is in it any more.
  void ended(Transaction tx, Actor by, WorkspaceId workspace);

  /// The other one hears of it afterwards.
  default WorkspaceListener then(WorkspaceListener other) {
    var first = this;
    return new WorkspaceListener() {
      @Override
      public void left(Transaction tx, Actor by, Set<WorkspaceId> workspaces, UserId user) {
        first.left(tx, by, workspaces, user);
        other.left(tx, by, workspaces, user);
      }

      @Override
      public void ended(Transaction tx, Actor by, WorkspaceId workspace) {
        first.ended(tx, by, workspace);
        other.ended(tx, by, workspace);
      }
    };
  }
}

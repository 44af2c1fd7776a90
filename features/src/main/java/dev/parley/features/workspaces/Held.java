package dev.parley.features.workspaces;

import dev.parley.protocol.Problem;

/// A member, and the workspace's lock until the end of the transaction.
///
/// @param memberCount how many are in it
record Held(WorkspaceMember member, int memberCount) {

  WorkspaceEvents events() {
    return new WorkspaceEvents(member.workspace(), member.user());
  }

  void requireAdministers() {
    if (member.role().administers()) return;
    throw new Problem.Forbidden("Only its owners and admins do that").refused();
  }

  void requireGrants(WorkspaceRole role) {
    if (member.role().grants(role)) return;
    throw new Problem.Forbidden("Only its owners make and unmake owners").refused();
  }
}

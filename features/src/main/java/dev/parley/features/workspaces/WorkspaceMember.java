package dev.parley.features.workspaces;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;

/// Proof that an actor is in a workspace. Only [Workspaces] makes one; whoever holds it need not
/// ask again.
public final class WorkspaceMember {
  private final Actor actor;
  private final WorkspaceId workspace;
  private final WorkspaceRole role;

  WorkspaceMember(Actor actor, WorkspaceId workspace, WorkspaceRole role) {
    this.actor = actor;
    this.workspace = workspace;
    this.role = role;
  }

  public TenantId tenant() {
    return actor.tenant();
  }

  public UserId user() {
    return actor.user();
  }

  public Actor actor() {
    return actor;
  }

  public WorkspaceId workspace() {
    return workspace;
  }

  public WorkspaceRole role() {
    return role;
  }
}

package dev.parley.features.enrolment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;

/// A rule by which a workspace lets people in.
///
/// @param version counts its changes from 1
/// @param updatedBy in whose name it acts
public record EnrolmentRule(
    RuleId id,
    WorkspaceId workspaceId,
    @JsonUnwrapped Definition definition,
    int version,
    UserId createdBy,
    Instant createdAt,
    UserId updatedBy,
    Instant updatedAt) {

  /// The same, as far as the actor may know it.
  EnrolmentRule shownTo(Actor actor) {
    var shown = definition.shownTo(actor);
    return new EnrolmentRule(
        id, workspaceId, shown, version, createdBy, createdAt, updatedBy, updatedAt);
  }

  /// In whose name it acts. It goes on when that person has left the workspace, whose rule it is.
  @JsonIgnore
  Actor actor(TenantId tenant) {
    return new Actor(tenant, updatedBy, SessionId.next(), Role.MEMBER);
  }
}

package dev.parley.app.server;

import dev.parley.features.assignments.Departures;
import dev.parley.features.conversations.Participants;
import dev.parley.features.workspaces.InvitationRoutes;
import dev.parley.features.workspaces.Invitations;
import dev.parley.features.workspaces.Memberships;
import dev.parley.features.workspaces.WorkspaceAccess;
import dev.parley.features.workspaces.WorkspacePreferences;
import dev.parley.features.workspaces.WorkspaceRoutes;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.gateway.TopicAccess;
import dev.parley.platform.http.Routes;
import dev.parley.protocol.Topic;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The features in which people work together.
record Teamwork(
    Workspaces workspaces,
    Memberships memberships,
    WorkspacePreferences preferences,
    Invitations invitations) {

  static Teamwork wire(Base base) {
    var departures =
        new Participants.Departures(base.outbox(), base.clock()).then(new Departures(base.clock()));
    var workspaces =
        new Workspaces(base.database(), base.outbox(), base.log(), departures, base.clock());
    var memberships = new Memberships(workspaces, base.database(), base.outbox(), base.log());
    return new Teamwork(
        workspaces,
        memberships,
        new WorkspacePreferences(base.database(), base.outbox()),
        new Invitations(workspaces, memberships, base.database()));
  }

  /// Who may hear the topics that belong to it.
  Map<Topic.Kind, TopicAccess> access() {
    return Map.of(Topic.Kind.WORKSPACE, new WorkspaceAccess(workspaces));
  }

  /// @param server where people reach it, where that is known
  List<Routes> routes(Optional<URI> server) {
    return List.of(
        new WorkspaceRoutes(workspaces, memberships, preferences),
        new InvitationRoutes(invitations, server));
  }
}

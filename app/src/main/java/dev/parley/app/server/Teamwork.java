package dev.parley.app.server;

import dev.parley.features.workspaces.Memberships;
import dev.parley.features.workspaces.WorkspaceAccess;
import dev.parley.features.workspaces.WorkspaceRoutes;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.gateway.TopicAccess;
import dev.parley.platform.http.Routes;
import dev.parley.protocol.Topic;
import java.util.List;
import java.util.Map;

/// The features in which people work together.
record Teamwork(Workspaces workspaces, Memberships memberships) {

  static Teamwork wire(Base base) {
    var workspaces = new Workspaces(base.database(), base.outbox(), base.log(), base.clock());
    return new Teamwork(
        workspaces, new Memberships(workspaces, base.database(), base.outbox(), base.log()));
  }

  /// Who may hear the topics that belong to it.
  Map<Topic.Kind, TopicAccess> access() {
    return Map.of(Topic.Kind.WORKSPACE, new WorkspaceAccess(workspaces));
  }

  List<Routes> routes() {
    return List.of(new WorkspaceRoutes(workspaces, memberships));
  }
}

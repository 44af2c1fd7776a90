package dev.parley.app.server;

import dev.parley.features.documents.DocumentRights;
import dev.parley.features.documents.DocumentTokens;
import dev.parley.features.documents.DocumentTopicAccess;
import dev.parley.features.documents.Documents;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.gateway.TopicAccess;
import dev.parley.protocol.Topic;
import java.util.Map;

/// What the people of a workspace write together.
record Writing(Documents documents, DocumentRights rights, DocumentTokens tokens) {

  static Writing wire(Base base, Settings settings, Identities identities, Workspaces workspaces) {
    var database = base.database();
    var outbox = base.outbox();
    var documents = new Documents(workspaces, database, outbox, base.log(), base.clock());
    var rights = new DocumentRights(documents, workspaces, database, outbox);
    var signing = DocumentTokens.signing(settings.issuer(), identities.keys(), base.clock());
    var sessions = identities.authenticator();
    return new Writing(
        documents, rights, new DocumentTokens(documents, sessions::requireStanding, signing));
  }

  /// Who may hear the topics that belong to it.
  Map<Topic.Kind, TopicAccess> access() {
    return Map.of(Topic.Kind.DOCUMENT, new DocumentTopicAccess(documents));
  }
}

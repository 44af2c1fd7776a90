package dev.parley.features.documents;

import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The door to what people may with a document one by one. For its owners; the owners and admins of
/// the workspace, and whoever made the document, are among them whatever is written here.
public final class DocumentRights {
  /// Most rights of one document.
  public static final int OF_DOCUMENT_MAX = 500;

  private final Documents documents;
  private final Workspaces workspaces;
  private final Database database;
  private final Outbox outbox;

  public DocumentRights(
      Documents documents, Workspaces workspaces, Database database, Outbox outbox) {
    this.documents = documents;
    this.workspaces = workspaces;
    this.database = database;
    this.outbox = outbox;
  }

  /// In the order of the people's ids. There are never more than [#OF_DOCUMENT_MAX].
  public List<DocumentRight> list(Actor actor, DocumentId id) {
    return database.in(
        actor.tenant(),
        tx -> {
          Documents.require(Documents.read(tx, actor, id), DocumentAccess.OWNER);
          return all(tx, actor, id);
        });
  }

  /// Says what a person of the workspace may, who stays in it until the transaction ends.
  public DocumentRight put(Actor actor, DocumentId id, UserId user, DocumentAccess access) {
    return database.in(
        actor.tenant(),
        tx -> {
          var held = documents.held(tx, actor, id);
          var inIt = workspaces.staying(tx, actor.tenant(), held.workspace(), Set.of(user));
          var document = documents.allowed(tx, actor, held, DocumentAccess.OWNER);
          if (inIt.isEmpty()) throw new Problem.NotFound("member").refused();
          var before = all(tx, actor, id);
          var present = of(before, user);
          if (present.filter(right -> right.access() == access).isPresent()) return present.get();
          if (present.isEmpty() && before.size() >= OF_DOCUMENT_MAX) {
            var most = "A document has at most " + OF_DOCUMENT_MAX + " rights";
            throw new Problem.Conflict(most).refused();
          }
          DocumentRightStore.put(tx.sql(), actor.tenant(), document, user, access);
          tell(tx, actor, document);
          return of(all(tx, actor, id), user).orElseThrow(DocumentRights::unknown);
        });
  }

  /// Takes a person's own right away: what is left is what everybody in the same role may.
  public void delete(Actor actor, DocumentId id, UserId user) {
    database.in(
        actor.tenant(),
        tx -> {
          var document = documents.changing(tx, actor, id, DocumentAccess.OWNER);
          if (of(all(tx, actor, id), user).isEmpty()) throw unknown();
          DocumentRightStore.delete(tx.sql(), actor.tenant(), id, user);
          tell(tx, actor, document);
          return id;
        });
  }

  private static List<DocumentRight> all(Transaction tx, Actor actor, DocumentId id) {
    return DocumentRightStore.list(tx.sql(), actor.tenant(), id, OF_DOCUMENT_MAX);
  }

  private static Optional<DocumentRight> of(List<DocumentRight> rights, UserId user) {
    return rights.stream().filter(right -> right.userId().equals(user)).findFirst();
  }

  private void tell(Transaction tx, Actor actor, Document document) {
    outbox.publish(tx, actor.tenant(), DocumentEvents.access(document.id(), actor.user()));
    outbox.publish(tx, actor.tenant(), DocumentEvents.changed(document, actor.user()));
  }

  private static Refused unknown() {
    return new Problem.NotFound("right").refused();
  }
}

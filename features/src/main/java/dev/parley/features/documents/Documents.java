package dev.parley.features.documents;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceMember;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Gathering;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The door to documents: what there is, who may what, and the lock for those who edit them. Whose
/// access is `NONE` is refused as for a missing one. Rights of people one by one are behind
/// [DocumentRights].
public final class Documents {
  /// Most documents of one workspace.
  public static final int OF_WORKSPACE_MAX = 10_000;

  /// Most documents on one page.
  public static final int PAGE_MAX = 100;

  /// Of the queries that look who may what.
  private static final Gathering.Bounds ACCESSES = new Gathering.Bounds(4, 2, 500);

  private final Workspaces workspaces;
  private final Database database;
  private final Outbox outbox;
  private final EventLog log;
  private final InstantSource clock;
  private final Gathering<Question, DocumentAccess> questions =
      new Gathering<>(ACCESSES, Question::tenant, this::answers);

  public Documents(
      Workspaces workspaces, Database database, Outbox outbox, EventLog log, InstantSource clock) {
    this.workspaces = workspaces;
    this.database = database;
    this.outbox = outbox;
    this.log = log;
    this.clock = clock;
  }

  /// A document with the position of its topic: all events up to it are in it.
  public record Snapshot(Document document, String epoch, long offset) {}

  /// Whether one person may what with one document.
  public record Asked(DocumentId document, UserId user) {}

  /// A document whose lock is held until the end of the transaction.
  ///
  /// @param seq the number of its newest update
  /// @param bytes what its content takes
  public record Held(
      DocumentId id, WorkspaceId workspace, DocumentKind kind, UUID epoch, long seq, long bytes) {}

  /// How far a document has got.
  public record Advance(DocumentId document, long seq, long bytes) {}

  /// Makes a document that the caller owns. For everyone in the workspace but its guests.
  public Document create(Actor actor, WorkspaceId workspace, DocumentDraft draft) {
    return database.in(
        actor.tenant(),
        tx -> {
          var member = workspaces.acting(tx, actor, workspace).orElseThrow(Workspaces::unknown);
          if (!member.role().works()) {
            throw new Problem.Forbidden("Guests make no documents").refused();
          }
          if (DocumentStore.count(tx.sql(), member) >= OF_WORKSPACE_MAX) {
            var most = "A workspace has at most " + OF_WORKSPACE_MAX + " documents";
            throw new Problem.Conflict(most).refused();
          }
          var id = DocumentId.next();
          DocumentStore.insert(tx.sql(), member, id, draft, now());
          log.head(new TopicKey(actor.tenant(), id.topic()));
          var document = read(tx, actor, id);
          outbox.publish(tx, actor.tenant(), DocumentEvents.changed(document, actor.user()));
          return document;
        });
  }

  /// Those documents of a workspace that the member may read, in the order in which they were made.
  public DocumentPage list(WorkspaceMember member, Optional<DocumentId> after, int limit) {
    return database.snapshot(
        member.tenant(),
        tx -> {
          var read = DocumentStore.list(tx.sql(), member, after, limit + 1);
          var at = log.head(new TopicKey(member.tenant(), member.workspace().topic()));
          return DocumentPage.of(read, limit, at);
        });
  }

  public Snapshot find(Actor actor, DocumentId id) {
    return database.snapshot(
        actor.tenant(),
        tx -> {
          var document = read(tx, actor, id);
          var at = log.head(new TopicKey(actor.tenant(), id.topic()));
          return new Snapshot(document, at.epoch(), at.offset());
        });
  }

  /// Changes the title, for whoever writes; and what roles may, for owners of the document.
  public Document update(Actor actor, DocumentId id, DocumentChange wish) {
    return database.in(
        actor.tenant(),
        tx -> {
          boolean owns = wish.touchesAccess();
          var needed = owns ? DocumentAccess.OWNER : DocumentAccess.WRITE;
          var before = changing(tx, actor, id, needed);
          var change = wish.to(before);
          if (change.isNone()) return before;
          var now = now();
          DocumentStore.update(tx.sql(), actor.tenant(), id, change, now);
          for (var event : DocumentEvents.updated(before, change, actor.user(), now)) {
            outbox.publish(tx, actor.tenant(), event);
          }
          if (change.touchesAccess()) {
            outbox.publish(tx, actor.tenant(), DocumentEvents.access(id, actor.user()));
          }
          return read(tx, actor, id);
        });
  }

  /// Ends a document. For its owners.
  public void delete(Actor actor, DocumentId id) {
    database.in(
        actor.tenant(),
        tx -> {
          var document = changing(tx, actor, id, DocumentAccess.OWNER);
          DocumentRightStore.deleteAll(tx.sql(), actor.tenant(), id);
          DocumentStore.delete(tx.sql(), actor.tenant(), id, now());
          for (var event : DocumentEvents.deleted(document, actor.user())) {
            outbox.publish(tx, actor.tenant(), event);
          }
          return id;
        });
  }

  private record Question(TenantId tenant, Asked asked) {}

  /// What the actor may, for those of whom thousands ask at the same moment: read after the call
  /// began, in one query with the others. Not for a thread with a transaction open.
  public DocumentAccess access(Actor actor, DocumentId id) {
    return questions
        .ask(new Question(actor.tenant(), new Asked(id, actor.user())))
        .orElse(DocumentAccess.NONE);
  }

  private Map<Question, DocumentAccess> answers(List<Question> ofTenant) {
    var tenant = ofTenant.getFirst().tenant();
    var asked = ofTenant.stream().map(Question::asked).toList();
    var found = database.in(tenant, tx -> DocumentStore.accesses(tx.sql(), tenant, asked));
    return ofTenant.stream()
        .filter(question -> found.containsKey(question.asked()))
        .collect(Collectors.toMap(Function.identity(), question -> found.get(question.asked())));
  }

  /// What people may with documents, `NONE` where a document is missing. Locks nothing: whoever
  /// writes by the answer [holds][#hold] the documents first. Rights change under those locks, so
  /// that one which ended before is seen here, and one that ends at the same moment waits. Whoever
  /// leaves the workspace is not waited for, unless [Workspaces#acting] was asked between the two.
  public Map<Asked, DocumentAccess> access(
      Transaction tx, TenantId tenant, Collection<Asked> asked) {
    var found = DocumentStore.accesses(tx.sql(), tenant, asked);
    return asked.stream()
        .distinct()
        .collect(
            Collectors.toMap(
                Function.identity(), one -> found.getOrDefault(one, DocumentAccess.NONE)));
  }

  /// Takes the locks of documents until the transaction ends, in the order of their ids. What is
  /// missing or deleted is left out. For those who look afterwards who may what; before any proof
  /// of a place in a workspace is held.
  public Map<DocumentId, Held> hold(Transaction tx, TenantId tenant, Collection<DocumentId> ids) {
    if (ids.isEmpty()) return Map.of();
    return DocumentStore.hold(tx.sql(), tenant, ids).stream()
        .collect(Collectors.toMap(Held::id, Function.identity()));
  }

  /// Writes how far documents have got, whose locks are held.
  public void advance(Transaction tx, TenantId tenant, Collection<Advance> advances) {
    if (!advances.isEmpty()) DocumentStore.advance(tx.sql(), tenant, advances);
  }

  /// Takes the document's lock for somebody who may as much, and stays in its workspace until the
  /// transaction ends.
  Document changing(Transaction tx, Actor actor, DocumentId id, DocumentAccess needed) {
    return allowed(tx, actor, held(tx, actor, id), needed);
  }

  /// Takes the document's lock. Whoever may nothing with it never holds it.
  Held held(Transaction tx, Actor actor, DocumentId id) {
    read(tx, actor, id);
    return Optional.ofNullable(hold(tx, actor.tenant(), List.of(id)).get(id))
        .orElseThrow(Documents::unknown);
  }

  /// A document whose lock is held, for somebody who may as much, and stays in its workspace until
  /// the transaction ends.
  Document allowed(Transaction tx, Actor actor, Held held, DocumentAccess needed) {
    if (workspaces.acting(tx, actor, held.workspace()).isEmpty()) throw unknown();
    var document = read(tx, actor, held.id());
    require(document, needed);
    return document;
  }

  static Document read(Transaction tx, Actor actor, DocumentId id) {
    return DocumentStore.find(tx.sql(), actor, id).orElseThrow(Documents::unknown);
  }

  static void require(Document document, DocumentAccess needed) {
    if (document.access().atLeast(needed)) return;
    var who = needed == DocumentAccess.OWNER ? "own" : "write";
    throw new Problem.Forbidden("For those who " + who + " the document").refused();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// The one answer to a stranger and for what is missing.
  public static Refused unknown() {
    return new Problem.NotFound("document").refused();
  }
}

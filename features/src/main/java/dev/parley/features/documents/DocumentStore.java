package dev.parley.features.documents;

import dev.parley.features.documents.Documents.Advance;
import dev.parley.features.documents.Documents.Asked;
import dev.parley.features.documents.Documents.Held;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceMember;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// All SQL on documents themselves, and the one place that says who may what.
final class DocumentStore {
  /// What a person in the workspace may: `d` the document, `m` the person's place, `r` the right.
  private static final String ACCESS =
      """
      case
        when m.role in ('owner', 'admin') or d.created_by = m.user_id then 'owner'
        else coalesce(
          r.access, case m.role when 'guest' then d.guest_access else d.member_access end)
      end
      """;

  private static final String SEATED =
      """
      from document d
      join workspace_member m on m.tenant_id = d.tenant_id and m.workspace_id = d.workspace_id
      join app_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deactivated_at is null
      left join document_right r
        on r.tenant_id = d.tenant_id and r.document_id = d.id and r.user_id = m.user_id
      where d.tenant_id = :tenant and d.deleted_at is null
      """;

  private static final String SEEN =
      """
      select * from (
        select d.id, d.workspace_id, d.title, d.kind, d.member_access, d.guest_access, d.epoch,
          d.created_by, d.created_at, d.updated_at, m.user_id,
      """
          + ACCESS
          + " as access "
          + SEATED
          + ") as seen where access <> 'none' and user_id = :user";

  private static final String FIND = SEEN + " and id = :id";

  private static final String LIST =
      SEEN + " and workspace_id = :workspace and id > :after order by id limit :limit";

  private static final String ACCESSES =
      "select d.id, m.user_id, "
          + ACCESS
          + " as access "
          + SEATED
          + " and (d.id, m.user_id) in (select * from unnest(:ids, :users))";

  // In one order, as everyone who holds several.
  private static final String HOLD =
      """
      select id, workspace_id, kind, epoch, seq, bytes from document
      where tenant_id = :tenant and id = any(:ids) and deleted_at is null
      order by id for no key update
      """;

  private static final String ADVANCE =
      """
      update document d set seq = given.seq, bytes = given.bytes
      from unnest(:ids, :seqs, :bytes) as given (id, seq, bytes)
      where d.tenant_id = :tenant and d.id = given.id
      """;

  private static final String COUNT =
      """
      select count(*) from document
      where tenant_id = :tenant and workspace_id = :workspace and deleted_at is null
      """;

  private static final String INSERT =
      """
      insert into document (tenant_id, id, workspace_id, title, kind, epoch, member_access,
        guest_access, created_by, created_at, updated_at)
      values (:tenant, :id, :workspace, :title, :kind, :epoch, :member, :guest, :user, :now, :now)
      """;

  private static final String UPDATE =
      """
      update document set title = coalesce(:title, title),
        member_access = coalesce(:member, member_access),
        guest_access = coalesce(:guest, guest_access), updated_at = :now
      where tenant_id = :tenant and id = :id
      """;

  private static final String DELETE =
      "update document set deleted_at = :now where tenant_id = :tenant and id = :id";

  private DocumentStore() {}

  /// Empty for whoever may nothing with it.
  static Optional<Document> find(Handle sql, Actor actor, DocumentId id) {
    return sql.createQuery(FIND)
        .bind("tenant", actor.tenant().value())
        .bind("user", actor.user().value())
        .bind("id", id.value())
        .map((row, _) -> document(row))
        .findOne();
  }

  /// Those that the member may read.
  static List<Document> list(
      Handle sql, WorkspaceMember member, Optional<DocumentId> after, int limit) {
    return sql.createQuery(LIST)
        .bind("tenant", member.tenant().value())
        .bind("user", member.user().value())
        .bind("workspace", member.workspace().value())
        .bind("after", after.map(DocumentId::value).orElse(new UUID(0, 0)))
        .bind("limit", limit)
        .map((row, _) -> document(row))
        .list();
  }

  /// What people may; who may nothing is left out, or is `NONE`.
  static Map<Asked, DocumentAccess> accesses(Handle sql, TenantId tenant, Collection<Asked> asked) {
    var accesses = new HashMap<Asked, DocumentAccess>();
    sql.createQuery(ACCESSES)
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, asked.stream().map(one -> one.document().value()).toList())
        .bindArray("users", UUID.class, asked.stream().map(one -> one.user().value()).toList())
        .map((row, _) ->
            accesses.put(
                new Asked(id(row), new UserId(row.getObject("user_id", UUID.class))),
                DocumentAccess.of(row.getString("access"))))
        .list();
    return accesses;
  }

  /// Takes the locks under which documents change, until the end of the transaction.
  static List<Held> hold(Handle sql, TenantId tenant, Collection<DocumentId> ids) {
    return sql.createQuery(HOLD)
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, ids.stream().map(DocumentId::value).toList())
        .map((row, _) ->
            new Held(
                id(row),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                DocumentKind.of(row.getString("kind")),
                row.getObject("epoch", UUID.class),
                row.getLong("seq"),
                row.getLong("bytes")))
        .list();
  }

  static void advance(Handle sql, TenantId tenant, Collection<Advance> advances) {
    sql.createUpdate(ADVANCE)
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, advances.stream().map(one -> one.document().value()).toList())
        .bindArray("seqs", Long.class, advances.stream().map(Advance::seq).toList())
        .bindArray("bytes", Long.class, advances.stream().map(Advance::bytes).toList())
        .execute();
  }

  static int count(Handle sql, WorkspaceMember member) {
    return sql.createQuery(COUNT)
        .bind("tenant", member.tenant().value())
        .bind("workspace", member.workspace().value())
        .mapTo(Integer.class)
        .one();
  }

  static void insert(
      Handle sql, WorkspaceMember member, DocumentId id, DocumentDraft draft, Instant now) {
    sql.createUpdate(INSERT)
        .bind("tenant", member.tenant().value())
        .bind("id", id.value())
        .bind("workspace", member.workspace().value())
        .bind("title", draft.title())
        .bind("kind", draft.kind().label())
        .bind("epoch", UUID.randomUUID())
        .bind("member", draft.memberAccess().label())
        .bind("guest", draft.guestAccess().label())
        .bind("user", member.user().value())
        .bind("now", utc(now))
        .execute();
  }

  static void update(
      Handle sql, TenantId tenant, DocumentId id, DocumentChange change, Instant now) {
    sql.createUpdate(UPDATE)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("title", change.title())
        .bind("member", change.memberAccess().map(DocumentAccess::label))
        .bind("guest", change.guestAccess().map(DocumentAccess::label))
        .bind("now", utc(now))
        .execute();
  }

  static void delete(Handle sql, TenantId tenant, DocumentId id, Instant now) {
    sql.createUpdate(DELETE)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("now", utc(now))
        .execute();
  }

  private static Document document(ResultSet row) throws SQLException {
    return new Document(
        id(row),
        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
        row.getString("title"),
        DocumentKind.of(row.getString("kind")),
        DocumentAccess.of(row.getString("access")),
        DocumentAccess.of(row.getString("member_access")),
        DocumentAccess.of(row.getString("guest_access")),
        row.getObject("epoch", UUID.class),
        new UserId(row.getObject("created_by", UUID.class)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static DocumentId id(ResultSet row) throws SQLException {
    return new DocumentId(row.getObject("id", UUID.class));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}

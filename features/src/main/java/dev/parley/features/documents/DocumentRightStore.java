package dev.parley.features.documents;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// All SQL on what people may with documents one by one.
final class DocumentRightStore {
  private static final String LIST =
      """
      select r.user_id, u.display_name, r.access from document_right r
      join app_user u on u.tenant_id = r.tenant_id and u.id = r.user_id
      where r.tenant_id = :tenant and r.document_id = :document
      order by r.user_id limit :limit
      """;

  private static final String PUT =
      """
      insert into document_right (tenant_id, document_id, workspace_id, user_id, access)
      values (:tenant, :document, :workspace, :user, :access)
      on conflict (tenant_id, document_id, user_id) do update set access = excluded.access
      """;

  private static final String DELETE =
      """
      delete from document_right
      where tenant_id = :tenant and document_id = :document and user_id = :user
      """;

  private static final String DELETE_ALL =
      "delete from document_right where tenant_id = :tenant and document_id = :document";

  private DocumentRightStore() {}

  static List<DocumentRight> list(Handle sql, TenantId tenant, DocumentId document, int limit) {
    return of(sql.createQuery(LIST), tenant, document)
        .bind("limit", limit)
        .map((row, _) ->
            new DocumentRight(
                new UserId(row.getObject("user_id", UUID.class)),
                row.getString("display_name"),
                DocumentAccess.of(row.getString("access"))))
        .list();
  }

  static void put(
      Handle sql, TenantId tenant, Document document, UserId user, DocumentAccess access) {
    of(sql.createUpdate(PUT), tenant, document.id())
        .bind("workspace", document.workspaceId().value())
        .bind("user", user.value())
        .bind("access", access.label())
        .execute();
  }

  static void delete(Handle sql, TenantId tenant, DocumentId document, UserId user) {
    of(sql.createUpdate(DELETE), tenant, document).bind("user", user.value()).execute();
  }

  static void deleteAll(Handle sql, TenantId tenant, DocumentId document) {
    of(sql.createUpdate(DELETE_ALL), tenant, document).execute();
  }

  private static <S extends SqlStatement<S>> S of(
      S statement, TenantId tenant, DocumentId document) {
    return statement.bind("tenant", tenant.value()).bind("document", document.value());
  }
}

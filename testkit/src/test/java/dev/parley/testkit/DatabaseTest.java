package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private static TestPostgres postgres;

  private final TenantId tenant = TenantId.next();

  @BeforeAll
  static void open() {
    postgres = TestPostgres.create();
    var owner = postgres.address();
    Jdbi.create(owner.jdbcUrl(), owner.user(), owner.password())
        .useHandle(sql -> {
          sql.execute("create table note (tenant_id uuid not null, text text not null)");
          sql.execute("select parley_protect('note')");
          sql.execute("select parley_system_may('note', 'select')");
        });
  }

  @AfterAll
  static void close() {
    postgres.close();
  }

  private static int write(TenantId tenant, String text) {
    return postgres
        .database()
        .in(tenant, tx -> tx.sql().execute("insert into note values (?, ?)", tenant.value(), text));
  }

  private static List<String> read(TenantId tenant) {
    return postgres
        .database()
        .in(tenant, tx -> tx.sql().createQuery("select text from note").mapTo(String.class).list());
  }

  @Test
  void aTenantSeesItsRowsAlone() {
    var other = TenantId.next();
    write(tenant, "mine");
    write(other, "theirs");
    assertThat(read(tenant)).containsExactly("mine");
    assertThat(read(other)).containsExactly("theirs");
  }

  @Test
  void aTenantCannotWriteARowOfAnother() {
    var other = TenantId.next();
    assertThatThrownBy(() ->
            postgres
                .database()
                .in(
                    tenant,
                    tx -> tx.sql().execute("insert into note values (?, 'x')", other.value())))
        .hasMessageContaining("row-level security");
  }

  @Test
  void hooksRunAroundTheCommitInOrder() {
    var heard = new ArrayList<String>();
    postgres
        .database()
        .in(
            tenant,
            tx -> {
              tx.afterCommit(() -> heard.add("after"));
              tx.beforeCommit(() -> heard.add("before"));
              return heard.add("work");
            });
    assertThat(heard).containsExactly("work", "before", "after");
  }

  @Test
  void nothingRunsAfterARollback() {
    var heard = new ArrayList<String>();
    assertThatThrownBy(() ->
            postgres
                .database()
                .in(
                    tenant,
                    tx -> {
                      tx.afterCommit(() -> heard.add("after"));
                      write(tenant, "gone");
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(heard).isEmpty();
    assertThat(read(tenant)).isEmpty();
  }

  @Test
  void aSnapshotSeesOneMoment() {
    write(tenant, "before");
    var seen =
        postgres
            .database()
            .snapshot(
                tenant,
                _ -> {
                  var first = read(tenant);
                  CompletableFuture.runAsync(() -> write(tenant, "meanwhile")).join();
                  return List.of(first, read(tenant));
                });
    assertThat(seen).containsExactly(List.of("before"), List.of("before"));
    assertThat(read(tenant)).containsExactly("before", "meanwhile");
  }
}

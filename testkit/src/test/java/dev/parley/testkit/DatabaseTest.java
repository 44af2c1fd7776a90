package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.platform.postgres.Migrations;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private static final TestPostgres POSTGRES = TestPostgres.create();
  private static final PostgresDatabase DATABASE = POSTGRES.database();

  private final TenantId tenant = TenantId.next();

  @BeforeAll
  static void open() {
    Databases.asOwner(
        POSTGRES,
        sql -> {
          sql.execute("create table note (tenant_id uuid not null, text text not null)");
          sql.execute("select parley_protect('note')");
          sql.execute("select parley_system_may('note', 'select')");
        });
  }

  @AfterAll
  static void close() {
    POSTGRES.close();
  }

  private static int write(TenantId tenant, String text) {
    return DATABASE.in(
        tenant, tx -> tx.sql().execute("insert into note values (?, ?)", tenant.value(), text));
  }

  private static List<String> read(TenantId tenant) {
    return DATABASE.in(
        tenant, tx -> tx.sql().select("select text from note").mapTo(String.class).list());
  }

  private static String asked(PostgresDatabase database, String query) {
    return database.system(tx -> tx.sql().select(query).mapTo(String.class).one());
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
    var other = TenantId.next().value();
    assertThatThrownBy(() ->
            DATABASE.in(tenant, tx -> tx.sql().execute("insert into note values (?, 'x')", other)))
        .hasMessageContaining("row-level security");
  }

  @Test
  void theSystemReadsAllRowsThatAMigrationNamesAndWritesNone() {
    write(tenant, "seen");
    assertThat(
            DATABASE.<Integer>system(tx ->
                tx.sql()
                    .select("select count(*) from note where tenant_id = ?", tenant.value())
                    .mapTo(Integer.class)
                    .one()))
        .isEqualTo(1);
    assertThatThrownBy(() -> DATABASE.system(tx -> tx.sql().execute("delete from note")))
        .hasMessageContaining("permission denied");
  }

  @Test
  void theAppenderTouchesNoTable() {
    assertThatThrownBy(() -> DATABASE.append(tx -> tx.sql().execute("select from note")))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> DATABASE.append(tx -> tx.sql().execute("select from event")))
        .hasMessageContaining("permission denied");
  }

  @Test
  void noTenantLeaksThroughThePool() {
    var sizes = new PoolSizes(1, 1, 1);
    try (var database = PostgresDatabase.open(POSTGRES.address(), sizes);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        boolean fails = i % 3 == 0;
        callers.submit(() -> seesItselfAlone(database, fails));
      }
    }
    assertThat(asked(DATABASE, "select current_user")).isEqualTo("parley_system");
    assertThat(asked(DATABASE, "select current_setting('parley.tenant', true)")).isEmpty();
  }

  private static boolean seesItselfAlone(PostgresDatabase database, boolean fails) {
    var own = TenantId.next();
    return database.in(
        own,
        tx -> {
          tx.sql().execute("insert into note values (?, ?)", own.value(), own.toString());
          assertThat(tx.sql().select("select text from note").mapTo(String.class).list())
              .containsExactly(own.toString());
          if (fails) throw new IllegalStateException("rolls back");
          return true;
        });
  }

  @Test
  void aSnapshotSeesOneMomentAndOnlyReads() {
    write(tenant, "before");
    var seen =
        DATABASE.snapshot(
            tenant,
            _ -> {
              var first = read(tenant);
              CompletableFuture.runAsync(() -> write(tenant, "meanwhile")).join();
              return List.of(first, read(tenant));
            });
    assertThat(seen).containsExactly(List.of("before"), List.of("before"));
    assertThat(read(tenant)).containsExactly("before", "meanwhile");
    assertThatThrownBy(() -> DATABASE.snapshot(tenant, _ -> write(tenant, "x"))).isNotNull();
  }

  @Test
  void hooksRunAroundTheCommitInOrder() {
    var heard = new ArrayList<String>();
    DATABASE.in(
        tenant,
        tx -> {
          tx.afterCommit(() -> {
            heard.add("after");
            throw new IllegalStateException("A hook that fails");
          });
          tx.afterCommit(() -> heard.add("after, " + read(tenant).size()));
          tx.beforeCommit(() -> tx.beforeCommit(() -> heard.add("before, late")));
          tx.beforeCommit(() -> heard.add("before"));
          write(tenant, "joined");
          return heard.add("work");
        });
    assertThat(heard).containsExactly("work", "before", "before, late", "after", "after, 1");
  }

  @Test
  void nothingRunsAfterARollback() {
    var heard = new ArrayList<String>();
    assertThatThrownBy(() ->
            DATABASE.in(
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
  void aCommitThatTurnsIntoARollbackIsNoCommit() {
    var heard = new ArrayList<String>();
    assertThatThrownBy(() ->
            DATABASE.in(
                tenant,
                tx -> {
                  tx.afterCommit(() -> heard.add("after"));
                  try {
                    tx.sql().execute("select 1 / 0");
                  } catch (RuntimeException _) {
                    heard.add("swallowed");
                  }
                  return 0;
                }))
        .hasMessageContaining("its exception was swallowed");
    assertThat(heard).containsExactly("swallowed");
  }

  @Test
  void aTransactionOfAnotherScopeInsideOneIsAFault() {
    assertThatThrownBy(() -> DATABASE.in(tenant, _ -> write(TenantId.next(), "x")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> DATABASE.in(tenant, _ -> DATABASE.system(_ -> 0)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anAttachmentIsMadeOncePerTransaction() {
    var first =
        DATABASE.in(
            tenant,
            tx -> {
              var made = tx.attachment(StringBuilder.class, StringBuilder::new);
              assertThat(tx.attachment(StringBuilder.class, StringBuilder::new)).isSameAs(made);
              return made;
            });
    var second = DATABASE.in(tenant, tx -> tx.attachment(StringBuilder.class, StringBuilder::new));
    assertThat(second).isNotSameAs(first);
  }

  @Test
  void whoWaitsTooLongIsRefused() throws Exception {
    var meters = new SimpleMeterRegistry();
    var busy = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    try (var database = PostgresDatabase.open(POSTGRES.address(), new PoolSizes(1, 1, 1), meters);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var holder =
          callers.submit(() ->
              database.in(
                  tenant,
                  _ -> {
                    busy.countDown();
                    Await.get(() -> done.await(10, TimeUnit.SECONDS));
                    return 0;
                  }));
      busy.await();
      assertThat(
              meters
                  .get("parley.database.connections.active")
                  .tag("pool", "tenant")
                  .gauge()
                  .value())
          .isEqualTo(1);
      refusedAsUnavailable(() -> database.in(tenant, _ -> 0));
      done.countDown();
      holder.get();
      assertThat(meters.get("parley.database.query.duration").tag("kind", "tenant").timer().count())
          .isEqualTo(2);
    }
  }

  private static void refusedAsUnavailable(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isInstanceOf(Problem.Unavailable.class));
  }

  @Test
  void aLostConnectionIsRefusedAndTheNextTransactionWorks() {
    try (var database = PostgresDatabase.open(POSTGRES.address(), new PoolSizes(1, 1, 1))) {
      refusedAsUnavailable(() ->
          database.in(
              tenant,
              tx -> {
                var pid = tx.sql().select("select pg_backend_pid()").mapTo(Integer.class).one();
                Databases.asSuperuser(
                    POSTGRES, sql -> sql.execute("select pg_terminate_backend(?)", pid));
                return tx.sql().execute("select 1");
              }));
      assertThat(database.answers()).isTrue();
      assertThat(database.<Integer>in(tenant, _ -> 7)).isEqualTo(7);
    }
  }

  @Test
  void migratingAgainDoesNothing() {
    assertThat(Migrations.state(POSTGRES.address()).pending()).isZero();
    assertThat(Migrations.run(POSTGRES.address())).isZero();
  }

  @Test
  void aLoginThatMayNotCreateRolesIsToldWhatToRun() {
    var login = new DatabaseAddress(POSTGRES.address().jdbcUrl(), "modest", "pw");
    Databases.asSuperuser(POSTGRES, sql -> sql.execute("create role modest login password 'pw'"));
    assertThatThrownBy(() -> Migrations.run(login))
        .hasMessageContaining("grant parley_app to modest;")
        .hasMessageContaining("grant parley_definer to modest;");
  }

  @Test
  void aLoginThatIsNotTheOneThatMigratedIsToldSo() {
    var login = new DatabaseAddress(POSTGRES.address().jdbcUrl(), "newcomer", "pw");
    Databases.asSuperuser(
        POSTGRES,
        sql ->
            sql.execute(
                "create role newcomer login password 'pw' in role parley_app, parley_system, parley_append, parley_definer"));
    assertThatThrownBy(() -> Migrations.run(login))
        .hasMessageContaining("migrated by another login than newcomer")
        .hasMessageContaining("reassign owned by");
  }
}

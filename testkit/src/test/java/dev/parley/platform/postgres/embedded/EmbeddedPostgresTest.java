package dev.parley.platform.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.platform.postgres.Migrations;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import dev.parley.testkit.Await;
import dev.parley.testkit.PostgresStarter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  private static final Duration EXIT_MAX = Duration.ofSeconds(20);

  private static final String BULK =
      """
      insert into bulk select ?, string_agg(gen_random_uuid()::text, '')
      from generate_series(1, 50000)
      """;

  @TempDir static Path folder;
  private static int count;

  private Path directory = folder;
  private Path cache = folder;

  @BeforeEach
  void open() throws IOException {
    // A server that runs as nobody has to get through.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    directory = folder.resolve("server-" + count++);
    cache = folder.resolve("cache");
  }

  private EmbeddedPostgres.Settings durable() {
    return new EmbeddedPostgres.Settings(directory, Optional.of(cache), true);
  }

  /// For what has nothing to do with the disk.
  private EmbeddedPostgres.Settings fast() {
    return new EmbeddedPostgres.Settings(directory, Optional.of(cache), false);
  }

  private static Handle sql(DatabaseAddress address) {
    return Jdbi.open(address.jdbcUrl(), address.user(), address.password());
  }

  private static void write(DatabaseAddress address, String text) {
    try (var sql = sql(address)) {
      sql.execute("create table if not exists note (text text)");
      sql.execute("insert into note values (?)", text);
    }
  }

  private static List<String> read(DatabaseAddress address) {
    try (var sql = sql(address)) {
      return sql.createQuery("select text from note order by 1").mapTo(String.class).list();
    }
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /// Another process that runs a server.
  private record Starter(Process process, BufferedReader output, String answer)
      implements AutoCloseable {
    static Process launch(Path directory, Path cache, boolean durable) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx128m",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              PostgresStarter.class.getName(),
              directory.toString(),
              cache.toString(),
              Boolean.toString(durable))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    }

    static Starter of(Process process) throws IOException {
      var output = process.inputReader();
      while (true) {
        var line = output.readLine();
        if (line == null) throw new IOException("The starter said nothing");
        if (line.startsWith("ready ") || line.startsWith("failed ")) {
          return new Starter(process, output, line);
        }
      }
    }

    long pid() {
      return Long.parseLong(answer.split(" ")[1]);
    }

    DatabaseAddress address(Path directory) throws IOException {
      var password = Files.readString(directory.resolve("password"));
      return new DatabaseAddress(answer.split(" ")[2], "parley", password);
    }

    @Override
    public void close() {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  @Test
  void whatWasWrittenIsThereAfterARestart() throws IOException {
    try (var server = EmbeddedPostgres.start(durable())) {
      write(server.address(), "kept");
    }
    try (var server = EmbeddedPostgres.start(durable())) {
      assertThat(read(server.address())).containsExactly("kept");
      assertThat(Files.getPosixFilePermissions(directory.resolve("password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      try (var sql = sql(server.address())) {
        assertThat(sql.createQuery("show fsync").mapTo(String.class).one()).isEqualTo("on");
        assertThat(sql.createQuery("show listen_addresses").mapTo(String.class).one())
            .isEqualTo("127.0.0.1");
      }
      var stranger = new DatabaseAddress(server.address().jdbcUrl(), "parley", "guess");
      assertThatThrownBy(() -> sql(stranger))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void aKilledProcessLeavesNoServerAndLosesNothing() throws IOException {
    long pid;
    try (var starter = Starter.of(Starter.launch(directory, cache, true))) {
      pid = starter.pid();
      write(starter.address(directory), "committed");
      assertThat(alive(pid)).isTrue();
    }
    // Right away, while the old server may be on its way out.
    try (var server = EmbeddedPostgres.start(durable())) {
      assertThat(read(server.address())).containsExactly("committed");
    }
    Await.until("the old server is gone", EXIT_MAX, () -> !alive(pid));
  }

  @Test
  void aKilledServerComesBackOnItsAddressAndLosesNothing() {
    try (var server = EmbeddedPostgres.start(durable())) {
      write(server.address(), "committed");
      long pid = server.pid();
      assertThat(ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly)).hasValue(true);
      Await.until("another is there", EXIT_MAX, () -> server.pid() != pid);
      assertThat(read(server.address())).containsExactly("committed");
    }
  }

  @Test
  void afterAFullDiskTheServerGoesOnByItself() throws Exception {
    Files.createDirectories(directory);
    assumeTrue(mounted("mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", directory.toString()));
    try (var server = EmbeddedPostgres.start(fast());
        var database = PostgresDatabase.open(server.address(), PoolSizes.SMALL)) {
      Migrations.run(server.address());
      try (var sql = sql(server.address())) {
        sql.execute("create table bulk (tenant_id uuid not null, text text not null)");
        sql.execute("select parley_protect('bulk')");
      }
      write(server.address(), "kept");
      var filler = directory.resolve("filler");
      fill(filler);
      assertThat(refusal(database))
          .isInstanceOfAny(Problem.StorageFull.class, Problem.Unavailable.class);
      Files.delete(filler);
      Await.until("it goes on", EXIT_MAX, () -> writesBulk(database));
      assertThat(read(server.address())).containsExactly("kept");
    } finally {
      Await.until("unmounted", () -> Await.get(() -> mounted("umount", directory.toString())));
    }
  }

  private static void fill(Path file) throws IOException {
    var block = new byte[1 << 16];
    try (var out = Files.newOutputStream(file)) {
      while (true) out.write(block);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static Problem refusal(PostgresDatabase database) {
    for (int i = 0; i < 50; i++) {
      try {
        bulk(database);
      } catch (Refused e) {
        return e.problem();
      }
    }
    throw new AssertionError("The disk never got full");
  }

  private static boolean writesBulk(PostgresDatabase database) {
    try {
      return bulk(database) == 1;
    } catch (Refused _) {
      return false;
    }
  }

  private static int bulk(PostgresDatabase database) {
    var tenant = TenantId.next();
    return database.in(tenant, tx -> tx.sql().execute(BULK, tenant.value()));
  }

  @Test
  void aLeftOverPidFileDoesNotStandInTheWay() throws IOException {
    EmbeddedPostgres.start(fast()).close();
    // The pid of a living process that is no server on this data: ours.
    Files.writeString(
        directory.resolve("data/postmaster.pid"),
        "%d\n%s\n0\n5432\n\n127.0.0.1\n\n"
            .formatted(ProcessHandle.current().pid(), directory.resolve("data")));
    EmbeddedPostgres.start(fast()).close();
  }

  @Test
  void twoProcessesThatUnpackAtOnceBothStart() throws IOException {
    var fresh = folder.resolve("cache-" + count);
    var other = folder.resolve("server-other");
    var one = Starter.launch(directory, fresh, false);
    var two = Starter.launch(other, fresh, false);
    try (var first = Starter.of(one);
        var second = Starter.of(two)) {
      assertThat(first.answer()).startsWith("ready");
      assertThat(second.answer()).startsWith("ready");
    }
    try (var files = Files.list(fresh)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.endsWith(".half"));
    }
  }

  @Test
  void aDirectoryInUseIsRefused() throws IOException {
    try (var starter = Starter.of(Starter.launch(directory, cache, false))) {
      assertThat(starter.answer()).startsWith("ready");
      assertThatThrownBy(() -> EmbeddedPostgres.start(fast()))
          .isInstanceOf(StartFailed.class)
          .hasMessageContaining("is in use by another process");
    }
    try (var _ = EmbeddedPostgres.start(fast())) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(fast()))
          .hasMessageContaining("is in use by another process");
    }
  }

  @Test
  void dataOfAnotherVersionIsRefused() throws IOException {
    EmbeddedPostgres.start(fast()).close();
    Files.writeString(directory.resolve("data/PG_VERSION"), "15\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(fast()))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("was written by PostgreSQL 15, and this build carries 18");
  }

  @Test
  void rootWithoutNamespacesRunsItAsNobody() throws IOException {
    assumeTrue(ServerUser.choose() != ServerUser.OURSELVES, "only root can become nobody");
    try (var server = EmbeddedPostgres.start(fast(), ServerUser.NOBODY)) {
      write(server.address(), "as nobody");
      var owner = Files.getAttribute(Path.of("/proc/" + server.pid()), "unix:uid");
      assertThat(owner).isEqualTo(65534);
    }
    try (var server = EmbeddedPostgres.start(fast(), ServerUser.NOBODY)) {
      assertThat(read(server.address())).containsExactly("as nobody");
    }
  }

  @Test
  void aFullDiskIsToldAsSuch() throws Exception {
    Files.createDirectories(directory);
    assumeTrue(mounted("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", directory.toString()));
    try {
      assertThatThrownBy(() -> EmbeddedPostgres.start(fast()))
          .isInstanceOf(StartFailed.class)
          .hasMessageContaining("the disk is full");
    } finally {
      assertThat(mounted("umount", directory.toString())).isTrue();
    }
  }

  private static boolean mounted(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }
}

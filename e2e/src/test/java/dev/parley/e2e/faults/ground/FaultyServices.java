package dev.parley.e2e.faults.ground;

import dev.parley.e2e.Program;
import dev.parley.e2e.Services;
import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.platform.postgres.embedded.LonePostgres;
import dev.parley.testkit.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// A PostgreSQL and a Redis that keep their data and that nobody watches over.
///
/// @param disk which PostgreSQL is on, if it has one of its own
public record FaultyServices(
    LonePostgres postgres,
    TestRedis redis,
    PostgresDatabase database,
    Optional<SmallDisk> disk,
    Path folder)
    implements Services {

  static FaultyServices start(Set<Need> needs) {
    var folder = Program.folder("services-");
    var disk =
        needs.contains(Need.SMALL_DISK)
            ? Optional.of(SmallDisk.at(folder))
            : Optional.<SmallDisk>empty();
    try {
      var postgres = LonePostgres.create(folder.resolve("postgres"));
      var redis = TestRedis.keeping();
      var database = PostgresDatabase.open(postgres.address(), PoolSizes.SMALL);
      return new FaultyServices(postgres, redis, database, disk, folder);
    } catch (RuntimeException e) {
      disk.ifPresent(SmallDisk::close);
      throw e;
    }
  }

  @Override
  public DatabaseAddress address() {
    return postgres.address();
  }

  @Override
  public void execute(String statement) {
    postgres.execute(statement);
  }

  @Override
  public void close() {
    database.close();
    redis.close();
    postgres.close();
    disk.ifPresent(SmallDisk::close);
    delete(folder);
  }

  private static void delete(Path root) {
    try (var walk = Files.walk(root)) {
      for (var path : walk.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

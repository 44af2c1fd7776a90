package dev.parley.platform.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.parley.protocol.Problem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The connections of one kind of transaction, and the queue before them.
final class Pool implements AutoCloseable {
  /// How long a transaction waits for a connection.
  static final Duration WAIT_MAX = Duration.ofSeconds(3);

  /// Most transactions that wait at one moment; one more is refused at once.
  static final int WAITING_MAX = 2_048;

  private static final int CONNECT_SECONDS_MAX = 5;
  private static final int SOCKET_SECONDS_MAX = 30;

  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final Semaphore places;
  private final Timer duration;

  Pool(String label, DatabaseAddress address, int size, MeterRegistry meters) {
    source = new HikariDataSource(config(label, address, size));
    jdbi = Jdbi.create(source);
    places = new Semaphore(size + WAITING_MAX);
    duration =
        Timer.builder("parley.database.query.duration")
            .description("From the wait for a connection to the end of the transaction")
            .tag("kind", label)
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5))
            .register(meters);
    gauge(
        meters, "active", label, pool -> pool.source.getHikariPoolMXBean().getActiveConnections());
    gauge(meters, "idle", label, pool -> pool.source.getHikariPoolMXBean().getIdleConnections());
    gauge(
        meters,
        "waiting",
        label,
        pool -> pool.source.getHikariPoolMXBean().getThreadsAwaitingConnection());
  }

  private void gauge(MeterRegistry meters, String name, String label, ToIntFunction<Pool> value) {
    Gauge.builder("parley.database.connections." + name, this, value::applyAsInt)
        .tag("pool", label)
        .register(meters);
  }

  private static HikariConfig config(String label, DatabaseAddress address, int size) {
    var config = new HikariConfig();
    config.setPoolName("parley-" + label);
    config.setJdbcUrl(address.jdbcUrl());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.max(1, size / 4));
    config.setConnectionTimeout(WAIT_MAX.toMillis());
    config.setValidationTimeout(WAIT_MAX.toMillis() / 2);
    config.setMaxLifetime(TimeUnit.MINUTES.toMillis(30));
    config.addDataSourceProperty("ApplicationName", "parley-" + label);
    config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS_MAX);
    config.addDataSourceProperty("socketTimeout", SOCKET_SECONDS_MAX);
    config.addDataSourceProperty("tcpKeepAlive", true);
    // Batches of one text keep one plan; the text itself is never pieced together from values.
    config.addDataSourceProperty("reWriteBatchedInserts", true);
    return config;
  }

  /// Runs the work in one transaction on a connection of this pool.
  <T> T transact(Function<Handle, T> work) {
    if (!places.tryAcquire()) {
      throw new Problem.Unavailable("Too many transactions are waiting").refused();
    }
    long start = System.nanoTime();
    try (var handle = jdbi.open()) {
      return handle.inTransaction(work::apply);
    } catch (RuntimeException e) {
      throw Faults.translate(e);
    } finally {
      places.release();
      duration.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    source.close();
  }
}

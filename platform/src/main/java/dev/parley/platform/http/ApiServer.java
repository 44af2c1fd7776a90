package dev.parley.platform.http;

import dev.parley.platform.agents.Agent;
import dev.parley.platform.http.contract.Contract;
import dev.parley.platform.limits.LimitTable;
import dev.parley.platform.postgres.Transaction;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/// The HTTP edge: event loops that read, check and write, and a virtual thread for each operation.
/// Does not start unless every operation of the OpenAPI document has a handler and every handler an
/// operation.
public final class ApiServer implements AutoCloseable {
  private static final int EVENT_LOOPS_MAX = 4;
  private static final Duration PRUNE_EVERY = Duration.ofMinutes(30);
  private static final int START_SECONDS_MAX = 30;
  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final ExecutorService requests;
  private final Agent pruning;
  private int lastAnyPort;
  private final List<Listener> open;
  private final List<Listener> admin;

  private ApiServer(ApiSettings settings, ApiServices services, ApiContent content) {
    int loops = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, EVENT_LOOPS_MAX);
    vertx = Vertx.vertx(options(loops));
    requests = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());
    try {
      var idempotency = new Idempotency(services.database(), services.sealer(), services.clock());
      var rates = new LimitTable<>(settings.rate(), ApiSettings.RATES_MAX);
      var contract = Contract.load(vertx, content.contract());
      var traffic = new Traffic(services.metrics().registry(), ApiSettings.RUNNING_MAX);
      contract.operations().forEach(traffic::announce);
      var routing =
          new Routing(
              settings,
              contract,
              operations(contract, content, new OperationCall.Shared(services, rates, idempotency)),
              new Pages(services, content, settings, requests),
              new Routing.Watch(traffic, requests));
      open = listen(settings.listen(), routing::open, loops);
      admin = settings.admin().map(at -> listen(at, routing::admin, 1)).orElseGet(List::of);
      pruning = Agent.start("idempotency-pruning", PRUNE_EVERY, idempotency::prune);
    } catch (RuntimeException e) {
      requests.shutdownNow();
      vertx.close().await();
      throw e;
    }
  }

  private static List<Routing.Operation> operations(
      Contract contract, ApiContent content, OperationCall.Shared shared) {
    var handlers = Operations.of(content.routes());
    handlers.match(contract.operationIds());
    return contract.operations().stream()
        .map(operation -> {
          var handler = handlers.get(operation.getOperationId());
          var call = new OperationCall(operation, contract.check(operation), handler, shared);
          var path = operation.getAbsoluteOpenAPIPath().replaceAll("\\{([^}]+)}", ":$1");
          return new Routing.Operation(operation.getHttpMethod(), path, call);
        })
        .toList();
  }

  private List<Listener> listen(
      ApiSettings.Listen at, Function<Vertx, Router> routing, int instances) {
    int anyPort = --lastAnyPort;
    var listeners = new CopyOnWriteArrayList<Listener>();
    vertx
        .deployVerticle(
            () -> {
              var listener = new Listener(at, routing, vertx, anyPort);
              listeners.add(listener);
              return listener;
            },
            new DeploymentOptions().setInstances(instances))
        .timeout(START_SECONDS_MAX, TimeUnit.SECONDS)
        .await();
    return listeners;
  }

  private static VertxOptions options(int loops) {
    return new VertxOptions()
        .setEventLoopPoolSize(loops)
        .setPreferNativeTransport(true)
        .setWorkerPoolSize(2);
  }

  /// Starts, and returns when it listens.
  public static ApiServer start(ApiSettings settings, ApiServices services, ApiContent content) {
    return new ApiServer(settings, services, content);
  }

  /// Forgets all answers that are kept under idempotency keys, where the key that sealed them is
  /// gone. The claims stay: a repetition takes no second effect, and is refused with `conflict`.
  public static int forgetAnswers(Transaction tx) {
    return new IdempotencyStore(tx.sql()).forgetAnswers();
  }

  /// The port that it listens on.
  public int port() {
    return open.getFirst().port();
  }

  /// The port of the operator's pages, where they have one of their own.
  public int adminPort() {
    return admin.getFirst().port();
  }

  /// Accepts no more connections, and waits for the requests under way, at most so long.
  public void drain(Duration within) {
    var ends =
        Stream.concat(open.stream(), admin.stream())
            .map(listener -> listener.drain(within))
            .toList();
    Future.join(ends)
        .timeout(within.plus(CLOSE_MAX).toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .await();
  }

  @Override
  public void close() {
    pruning.close();
    drain(CLOSE_MAX);
    requests.shutdownNow();
    vertx.close().await();
  }
}

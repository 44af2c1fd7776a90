package dev.parley.crdt.oracle;

import dev.parley.crdt.fixtures.Bytes;
import dev.parley.crdt.fixtures.Notation;
import dev.parley.crdt.fixtures.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A worker that runs the real Yjs, and its answers. Start one where [#missing] is empty:
///
/// ```java
/// assumeThat(Oracle.missing()).isEmpty();
/// try (var oracle = Oracle.start(Duration.ofSeconds(30))) {
///   var ada = oracle.replica(new Scenario.User(1, Optional.empty(), false, false), roots, true);
///   var emissions = ada.edit(List.of(operation));
/// ```
///
/// An answer that takes longer than the given time ends the worker. Belongs to one thread.
public final class Oracle implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int USERS_MAX = 7;
  private static final int STEPS_MAX = 90;
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

  private final Process process;
  private final Lines lines;
  private final Duration patience;
  private long lastRequest;
  private int lastReplica;

  private Oracle(Process process, Duration patience) {
    this.process = process;
    this.patience = patience;
    lines = new Lines(process.getInputStream());
  }

  /// What an oracle needs and is not there.
  public static Optional<String> missing() {
    var worker = worker();
    if (worker.isEmpty()) return Optional.of("crdt/oracle is not here");
    if (!Files.isDirectory(worker.get().resolveSibling("node_modules/yjs"))) {
      return Optional.of("the oracle's packages are missing: (cd crdt/oracle && npm ci)");
    }
    return nodeRuns() ? Optional.empty() : Optional.of("node is missing: Node.js 20 or newer");
  }

  private static Optional<Path> worker() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      var worker = at.resolve("crdt/oracle/worker.mjs");
      if (Files.exists(worker)) return Optional.of(worker);
    }
    return Optional.empty();
  }

  private static boolean nodeRuns() {
    try {
      var version = new ProcessBuilder("node", "--version");
      version.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      var process = version.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Oracle start(Duration patience) {
    var command = new ProcessBuilder("node", worker().orElseThrow().toString());
    command.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      return new Oracle(command.start(), patience);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A new document of a user.
  ///
  /// @param roots kind by name, in the order in which they are defined
  public Replica replica(Scenario.User user, Map<String, String> roots, boolean gc) {
    int number = ++lastReplica;
    var request = Replica.request("new", number);
    request.put("client", user.client());
    request.put("gc", gc);
    request.put("roots", roots);
    request.put("lateRoots", user.lateRoots());
    request.put("observe", user.observe());
    user.undo().ifPresent(undo -> request.put("undo", undo));
    ask(request);
    return new Replica(this, number);
  }

  /// A new random history, as the fixtures are, to be replayed. The same seed and index give the
  /// same one; which kinds of roots it is about goes round with the index.
  ///
  /// @param cut after how many steps everybody is brought together: a history that fails is shrunk
  ///   by cutting it shorter, up to there it stays the same
  public Scenario history(int seed, int index, int cut) {
    var request = new LinkedHashMap<String, @Nullable Object>();
    request.put("do", "history");
    request.put("seed", seed);
    request.put("index", index);
    request.put("users", USERS_MAX);
    request.put("steps", STEPS_MAX);
    request.put("cut", cut);
    var answer = (ObjectNode) ask(request);
    answer.put("id", seed + "-" + index);
    return Notation.scenario(answer);
  }

  /// @param format 1 or 2, of all updates and of the result
  public Bytes merge(int format, List<Bytes> updates) {
    var texts = updates.stream().map(Bytes::base64).toList();
    return update(algebra("merge", format, "updates", texts));
  }

  public Bytes diff(int format, Bytes update, Bytes vector) {
    var request = algebra("diff", format, "update", update.base64());
    request.put("vector", vector.base64());
    return update(request);
  }

  /// @param format of the update; the result has the other one
  public Bytes convert(int format, Bytes update) {
    return update(algebra("convert", format, "update", update.base64()));
  }

  public Bytes vector(int format, Bytes update) {
    var answer = ask(algebra("vector", format, "update", update.base64()));
    return new Bytes(answer.required("vector").stringValue());
  }

  private static Map<String, @Nullable Object> algebra(
      String verb, int format, String key, Object value) {
    var request = new LinkedHashMap<String, @Nullable Object>();
    request.put("do", verb);
    request.put("format", format);
    request.put(key, value);
    return request;
  }

  private Bytes update(Map<String, @Nullable Object> request) {
    return new Bytes(ask(request).required("update").stringValue());
  }

  /// Sends a request and waits for its answer.
  ///
  /// @throws Refusal what Yjs itself throws
  JsonNode ask(Map<String, @Nullable Object> request) {
    request.put("id", ++lastRequest);
    send(MAPPER.writeValueAsString(request));
    var line =
        lines
            .next(patience)
            .orElseThrow(() -> new IllegalStateException("no answer to " + end(request)));
    var answer = MAPPER.readTree(line);
    if (answer.required("id").longValue() != lastRequest) {
      throw new IllegalStateException("an answer to something else: " + line);
    }
    var error = answer.optional("error").map(JsonNode::stringValue);
    if (error.isPresent()) throw new Refusal(error.get());
    return answer;
  }

  private Object end(Object request) {
    process.destroyForcibly();
    return request;
  }

  private void send(String line) {
    try {
      var out = process.outputWriter();
      out.write(line);
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.outputWriter().close();
      if (!process.waitFor(PATIENCE_AT_THE_END)) process.destroyForcibly();
    } catch (IOException _) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }

  /// Yjs would not do it.
  public static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }
}

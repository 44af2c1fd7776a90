package dev.parley.gateway;

import dev.parley.gateway.GatewayMeters.Outcome;
import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import dev.parley.protocol.ServerFrames;
import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The catalogue of commands, and the one place where they are run and answered: a value becomes a
/// reply, a refusal an error frame, an accident is logged once under a trace id that the client
/// gets. Filled before the start, read by any thread after it.
final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  /// Carries out a command of the gateway itself. Answers by [Session#answer(byte[])] exactly once,
  /// or throws before it.
  @FunctionalInterface
  interface BuiltIn {
    void run(Command command);
  }

  /// One command that a session has accepted and owes an answer.
  record Command(Session session, Optional<String> id, String type, String payload) {}

  record Entry(BuiltIn action, AtOnce atOnce, Counter ok, Counter refused, Counter failed) {}

  /// What a handler carries out on the loop, if it does.
  private interface AtOnce {
    Optional<CompletionStage<String>> run(Command command);
  }

  private final Map<String, Entry> catalogue = new ConcurrentHashMap<>();
  private final GatewayMeters meters;

  Commands(GatewayMeters meters) {
    this.meters = meters;
  }

  void addBuiltIn(String type, BuiltIn action) {
    add(type, action, _ -> Optional.empty());
  }

  private void add(String type, BuiltIn action, AtOnce atOnce) {
    var entry =
        new Entry(
            action,
            atOnce,
            meters.command(type, Outcome.OK),
            meters.command(type, Outcome.REFUSED),
            meters.command(type, Outcome.FAILED));
    if (catalogue.putIfAbsent(type, entry) != null) {
      throw new IllegalArgumentException("Two handlers for " + type);
    }
  }

  void add(String type, CommandHandler handler) {
    add(
        type,
        command -> answerAfter(command, stage(command, handler::handle)),
        command -> stage(command, handler::atOnce));
  }

  private interface Handling<T> {
    T handle(Actor actor, ConnectionId connection, String payload);
  }

  private static <T> T stage(Command command, Handling<T> handling) {
    var session = command.session();
    return handling.handle(session.actor(), session.id(), command.payload());
  }

  Optional<Entry> find(String type) {
    return Optional.ofNullable(catalogue.get(type));
  }

  /// On the session's loop. False when it could not be carried out there, and is to be run.
  boolean runAtOnce(Entry entry, Command command) {
    var session = command.session();
    try {
      var stage = entry.atOnce.run(command);
      if (stage.isEmpty()) return false;
      session.owe();
      answerAfter(command, stage.get());
    } catch (RuntimeException e) {
      session.owe();
      session.answer(refusal(command, e));
    }
    return true;
  }

  /// On the session's virtual thread.
  void run(Entry entry, Command command) {
    try {
      entry.action.run(command);
      // A handler's stage may yet fail, which is counted where it is answered.
    } catch (RuntimeException e) {
      command.session().answer(refusal(command, e));
    }
  }

  private void answerAfter(Command command, CompletionStage<String> stage) {
    stage.whenComplete(
        (payload, fault) -> command.session().answer(answer(command, payload, fault)));
  }

  private byte[] answer(Command command, String payload, @Nullable Throwable fault) {
    return fault == null ? reply(command, payload) : refusal(command, fault);
  }

  /// The reply to a command, counted.
  byte[] reply(Command command, String payload) {
    count(command);
    return ServerFrames.reply(command.id(), payload);
  }

  void count(Command command) {
    find(command.type()).ifPresent(entry -> entry.ok.increment());
  }

  private byte[] refusal(Command command, Throwable fault) {
    var cause =
        fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    var entry = find(command.type());
    if (cause instanceof Refused refused) {
      entry.ifPresent(e -> e.refused.increment());
      return ServerFrames.error(command.id(), refused.problem(), Optional.empty());
    }
    entry.ifPresent(e -> e.failed.increment());
    var trace = UUID.randomUUID().toString().replace("-", "");
    LOG.error("The command {} failed, trace {}", command.type(), trace, cause);
    return ServerFrames.error(command.id(), new Problem.Internal(), Optional.of(trace));
  }
}

package dev.parley.client;

import dev.parley.client.Frames.Frame;
import dev.parley.client.Frames.Ready;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Limits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One socket from its opening to its end: replies find their commands, silence is noticed, and no
/// more is sent than the server allows. Used on the loop alone; futures complete there.
final class Wire implements Transport.Listener {
  static final Duration READY_WITHIN = Duration.ofSeconds(15);
  static final Duration REPLY_WITHIN = Duration.ofSeconds(15);
  static final Duration PONG_WITHIN = Duration.ofSeconds(10);

  /// Most commands that wait to be sent, in each lane.
  static final int QUEUE_MAX = 2_000;

  /// The part of the allowed rate that is used.
  private static final double RATE_SHARE = 0.8;

  /// People's own actions go before the catching up of topics.
  enum Lane {
    URGENT,
    PATIENT
  }

  /// Who uses it. `closed` comes once and last.
  interface Owner {
    void ready(Wire wire);

    void frame(Frame frame);

    void closed(int code);
  }

  private record Command(String id, String type, Map<String, ?> payload) {}

  private record Waiting(CompletableFuture<JsonNode> answer, Loop.Timer timeout) {}

  private final Loop loop;
  private final Owner owner;
  private final Map<String, Waiting> waiting = new HashMap<>();
  private final Queue<Command> urgent = new ArrayDeque<>();
  private final Queue<Command> patient = new ArrayDeque<>();
  private Transport.@Nullable Socket socket;
  private Duration heartbeat = Limits.HEARTBEAT;
  private double perSecond = Limits.FRAMES_PER_SECOND * RATE_SHARE;
  private double permits = perSecond;
  private long refilledAt;
  private long heardAt;
  private long lastId;
  private boolean pacing;
  private boolean ended;
  private Loop.Timer silence;

  Wire(Loop loop, Owner owner) {
    this.loop = loop;
    this.owner = owner;
    refilledAt = loop.nanos();
    heardAt = loop.nanos();
    silence = loop.after(READY_WITHIN, () -> close(CloseCode.HEARTBEAT_MISSED));
  }

  void open(Transport transport, String token) {
    socket = transport.open(token, this);
  }

  /// The reply's payload, or a [ParleyException].
  CompletableFuture<JsonNode> request(Lane lane, String type, Map<String, ?> payload) {
    var queue = lane == Lane.URGENT ? urgent : patient;
    if (ended) return CompletableFuture.failedFuture(lost());
    if (queue.size() >= QUEUE_MAX)
      return CompletableFuture.failedFuture(ParleyException.queueFull());
    var id = Long.toString(++lastId);
    var answer = new CompletableFuture<JsonNode>();
    waiting.put(id, new Waiting(answer, loop.after(REPLY_WITHIN, () -> giveUp(id))));
    queue.add(new Command(id, type, payload));
    drain();
    return answer;
  }

  /// Ends it now, without waiting for the other end to agree.
  void close(CloseCode code) {
    if (ended) return;
    if (socket != null) socket.close(code.code());
    end(code.code());
  }

  @Override
  public void text(String text, Runnable more) {
    loop.execute(() -> {
      if (!ended) read(text);
      more.run();
    });
  }

  @Override
  public void heard() {
    loop.execute(() -> heardAt = loop.nanos());
  }

  @Override
  public void closed(int code) {
    loop.execute(() -> end(code));
  }

  private void read(String text) {
    heardAt = loop.nanos();
    Frame frame;
    try {
      frame = Frames.read(text);
    } catch (IllegalArgumentException ignored) {
      close(CloseCode.MALFORMED);
      return;
    }
    switch (frame) {
      case Ready ready -> opened(ready);
      case Frames.Reply(var id, var payload) -> {
        var command = answered(id);
        if (command != null) command.answer.complete(payload);
      }
      case Frames.Refusal(var id, var problem) -> {
        var command = answered(id.orElse(""));
        if (command != null) command.answer.completeExceptionally(problem);
      }
      default -> owner.frame(frame);
    }
  }

  private void opened(Ready ready) {
    heartbeat = Duration.ofMillis(ready.heartbeatMs());
    perSecond = Math.max(1, ready.limits().framesPerSecond() * RATE_SHARE);
    permits = perSecond;
    watch();
    owner.ready(this);
  }

  /// Asks whether the other end lives after every heartbeat of silence.
  private void watch() {
    silence.cancel();
    var since = Duration.ofNanos(loop.nanos() - heardAt);
    if (since.compareTo(heartbeat) < 0) {
      silence = loop.after(heartbeat.minus(since), this::watch);
      return;
    }
    var askedAt = loop.nanos();
    request(Lane.URGENT, "ping", Map.of());
    silence =
        loop.after(
            PONG_WITHIN,
            () -> {
              if (heardAt - askedAt < 0) close(CloseCode.HEARTBEAT_MISSED);
              else watch();
            });
  }

  private @Nullable Waiting answered(String id) {
    var command = waiting.remove(id);
    if (command != null) command.timeout.cancel();
    return command;
  }

  private void giveUp(String id) {
    var command = waiting.remove(id);
    if (command == null) return;
    command.answer.completeExceptionally(ParleyException.unreachable("No answer in time"));
  }

  private void drain() {
    refill();
    while (permits >= 1 && !ended) {
      var command = urgent.isEmpty() ? patient.poll() : urgent.poll();
      if (command == null) return;
      if (socket == null || !waiting.containsKey(command.id)) continue;
      permits--;
      socket.send(Frames.command(command.id, command.type, command.payload));
    }
    if (pacing || ended) return;
    pacing = true;
    loop.after(
        Duration.ofNanos((long) (1e9 / perSecond)),
        () -> {
          pacing = false;
          drain();
        });
  }

  private void refill() {
    long now = loop.nanos();
    permits = Math.min(perSecond, permits + (now - refilledAt) / 1e9 * perSecond);
    refilledAt = now;
  }

  private void end(int code) {
    if (ended) return;
    ended = true;
    silence.cancel();
    var unanswered = new ArrayList<>(waiting.values());
    waiting.clear();
    urgent.clear();
    patient.clear();
    owner.closed(code);
    for (var command : unanswered) {
      command.timeout.cancel();
      command.answer.completeExceptionally(lost());
    }
  }

  private static ParleyException lost() {
    return ParleyException.unreachable("The connection ended before the answer");
  }
}

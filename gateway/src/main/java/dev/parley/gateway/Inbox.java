package dev.parley.gateway;

import dev.parley.gateway.Commands.Command;
import dev.parley.platform.limits.Rate;
import dev.parley.platform.limits.TokenBucket;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.EnvelopeScanner;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Scanned;
import dev.parley.protocol.ServerFrames;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What a session makes of the frames that it reads: it looks at the envelope, holds the client to
/// its rate, and gives the rest to the session's thread. Belongs to the connection's loop.
final class Inbox {
  /// Refusals in a row, without a pause, until the client is closed for flooding.
  static final int REFUSALS_MAX = 200;

  /// A client that was not refused for so long has paused.
  static final Duration PAUSE = Duration.ofSeconds(2);

  /// Most commands of one connection that wait or run.
  static final int COMMANDS_MAX = 256;

  private static final Rate RATE = Rate.perSecond(Limits.FRAMES_PER_SECOND, Limits.FRAMES_BURST);
  private static final Duration BUSY_RETRY_AFTER = Duration.ofMillis(250);

  private final Session session;
  private final Engine engine;
  private final TokenBucket bucket;
  private int refusals;
  private long lastRefusal;

  Inbox(Session session, Engine engine) {
    this.session = session;
    this.engine = engine;
    this.bucket = new TokenBucket(RATE, engine.clockwork().nanoTime());
  }

  void text(byte[] frame) {
    engine.meters().frameIn();
    switch (EnvelopeScanner.scan(frame)) {
      case Scanned.Malformed(var reason) -> malformed(reason);
      case Scanned.Unfit(var id, var field, var detail) -> {
        if (mayPass(id)) session.send(refusal(id, new Problem.Invalid(field, detail)));
      }
      case Scanned.Envelope envelope -> {
        if (mayPass(envelope.id())) envelope(envelope, frame);
      }
    }
  }

  /// A control frame counts as well; false when it is to be ignored.
  boolean control() {
    long now = engine.clockwork().nanoTime();
    return bucket.take(now) || !refused(now);
  }

  private void malformed(String reason) {
    session.send(refusal(Optional.empty(), new Problem.Invalid("", reason)));
    session.close(CloseCode.MALFORMED, "Not a frame of this protocol");
  }

  private boolean mayPass(Optional<String> id) {
    long now = engine.clockwork().nanoTime();
    if (bucket.take(now)) return true;
    if (refused(now)) session.send(refusal(id, new Problem.RateLimited(retryAfter(now))));
    return false;
  }

  /// Rounded up to milliseconds, as it is told.
  private Duration retryAfter(long now) {
    return bucket.retryAfter(now).plusMillis(1).truncatedTo(ChronoUnit.MILLIS);
  }

  /// Counts a refusal; false when it was the last, and the connection is closed.
  private boolean refused(long now) {
    if (now - lastRefusal > PAUSE.toNanos()) refusals = 0;
    lastRefusal = now;
    if (++refusals <= REFUSALS_MAX) return true;
    session.close(CloseCode.FLOODING, "Too many frames");
    return false;
  }

  private void envelope(Scanned.Envelope envelope, byte[] frame) {
    var type = envelope.type();
    if (type.equals("ping")) {
      session.send(ServerFrames.reply(envelope.id(), "{}"));
      return;
    }
    if (type.equals(Signals.COMMAND)) {
      engine.signals().send(session, envelope, frame);
      return;
    }
    var entry = engine.commands().find(type);
    if (entry.isEmpty()) {
      session.send(refusal(envelope.id(), new Problem.Invalid("type", "No such command")));
    } else if (session.owed() >= COMMANDS_MAX) {
      session.send(refusal(envelope.id(), new Problem.RateLimited(BUSY_RETRY_AFTER)));
    } else {
      var command = new Command(session, envelope.id(), type, envelope.payload(frame));
      boolean done = session.isIdle() && engine.commands().runAtOnce(entry.get(), command);
      if (!done) session.accept(() -> engine.commands().run(entry.get(), command));
    }
  }

  private static byte[] refusal(Optional<String> id, Problem problem) {
    return ServerFrames.error(id, problem, Optional.empty());
  }
}

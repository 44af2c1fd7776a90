package dev.parley.gateway.websocket;

import dev.parley.gateway.Gateway;
import dev.parley.gateway.clockwork.NettyLoop;
import dev.parley.gateway.sending.Departures;
import dev.parley.platform.kernel.Identity;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a client in: checks the form of its request and where it comes from, verifies who it is on
/// a virtual thread, answers 101 and opens the session. Everyone else gets problem+json in plain
/// HTTP.
final class Handshake {
  /// Credentials that are verified at the same time.
  static final int VERIFYING_MAX = 1_024;

  /// Credentials have to be verified after this.
  static final Duration VERIFY_MAX = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

  private final Gateway gateway;
  private final Departures departures;
  private final Origins origins;
  private final Strangers strangers;
  private final Timer connect;
  private final Semaphore verifying = new Semaphore(VERIFYING_MAX);

  Handshake(
      Gateway gateway, Departures departures, Origins origins, Strangers strangers, Timer connect) {
    this.gateway = gateway;
    this.departures = departures;
    this.origins = origins;
    this.strangers = strangers;
    this.connect = connect;
  }

  /// One client at the door. Belongs to its loop.
  private static final class Attempt {
    final ChannelHandlerContext context;
    final String address;
    final Upgrade upgrade;
    final Optional<String> subprotocol;
    final long began = System.nanoTime();
    private @Nullable Future<?> timeout;
    private boolean over;

    Attempt(ChannelHandlerContext context, RequestHead head, String address) {
      this.context = context;
      this.address = address;
      upgrade = Upgrade.of(head);
      subprotocol = subprotocol(head);
    }

    /// Whether this is the first to end the attempt.
    boolean end() {
      if (over) return false;
      over = true;
      if (timeout != null) timeout.cancel(false);
      return true;
    }
  }

  /// Takes over a connection whose first request asks for a WebSocket. On its loop. The context is
  /// that of the handler which read the head: nothing may follow it in the pipeline.
  void begin(ChannelHandlerContext context, RequestHead head) {
    try {
      if (!gateway.accepting()) throw new Problem.Unavailable("Not taking connections").refused();
      if (!origins.allow(head)) throw new Problem.Forbidden("This origin may not").refused();
      var attempt = new Attempt(context, head, strangers.address(context.channel(), head));
      var credentials = Credentials.of(head);
      strangers.admit(attempt.address, credentials);
      verify(attempt, credentials);
    } catch (Refused e) {
      HttpRefusal.send(context.channel(), e.problem());
    }
  }

  /// Ours, where the client names any.
  private static Optional<String> subprotocol(RequestHead head) {
    if (!head.has("sec-websocket-protocol")) return Optional.empty();
    if (head.lists("sec-websocket-protocol", Credentials.SUBPROTOCOL)) {
      return Optional.of(Credentials.SUBPROTOCOL);
    }
    throw Upgrade.invalid("sec-websocket-protocol");
  }

  private void verify(Attempt attempt, Credentials credentials) {
    if (!verifying.tryAcquire()) {
      throw new Problem.Unavailable("Too many connect at the same time").refused();
    }
    var loop = attempt.context.channel().eventLoop();
    var thread =
        Thread.ofVirtual()
            .name("handshake")
            .unstarted(() -> {
              try {
                var identity = credentials.verify(gateway.authenticator());
                gateway.demandRoom(identity);
                loop.execute(() -> welcome(attempt, identity));
              } catch (Refused e) {
                strangers.refused(attempt.address, credentials, e.problem());
                loop.execute(() -> refuse(attempt, e.problem()));
              } catch (RuntimeException e) {
                LOG.error("Credentials could not be verified", e);
                loop.execute(() -> refuse(attempt, new Problem.Internal()));
              } finally {
                verifying.release();
              }
            });
    attempt.timeout =
        loop.schedule(() -> timeOut(attempt, thread), VERIFY_MAX.toMillis(), TimeUnit.MILLISECONDS);
    thread.start();
  }

  private static void timeOut(Attempt attempt, Thread thread) {
    thread.interrupt();
    refuse(attempt, new Problem.Unavailable("Could not verify in time"));
  }

  private static void refuse(Attempt attempt, Problem problem) {
    if (!attempt.end()) return;
    HttpRefusal.send(attempt.context.channel(), problem);
  }

  private void welcome(Attempt attempt, Identity identity) {
    var context = attempt.context;
    var channel = context.channel();
    if (!attempt.end()) return;
    if (!channel.isActive() || ((DuplexChannel) channel).isInputShutdown()) {
      channel.close();
      return;
    }
    attempt.upgrade.answer(channel, attempt.subprotocol);
    open(attempt, identity);
    connect.record(System.nanoTime() - attempt.began, TimeUnit.NANOSECONDS);
  }

  private void open(Attempt attempt, Identity identity) {
    var pipeline = attempt.context.pipeline();
    var loop = pipeline.channel().eventLoop();
    boolean deflates = attempt.upgrade.deflate().isPresent();
    var wire = new NettyWire(pipeline.channel(), departures.of(loop), deflates);
    try {
      var shard = gateway.shards().of(new NettyLoop(loop));
      var session = gateway.open(identity, wire, shard);
      var reader = new FrameReader(wire, new SessionReceiver(session), MessageRules.SESSION);
      pipeline.addLast(reader).remove(attempt.context.handler());
      pipeline.channel().config().setAutoRead(true);
    } catch (Refused e) {
      var code =
          e.problem() instanceof Problem.Unauthenticated
              ? CloseCode.UNAUTHENTICATED
              : CloseCode.GOING_AWAY;
      wire.close(code, e.problem().title());
    }
  }
}

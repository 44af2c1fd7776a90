package dev.parley.platform.bus;

import dev.parley.platform.agents.Agent;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to one server, for as long as the bus has to do with it. A heartbeat finds out whether
/// the server answers, replaces the link when it does not, and settles doubts: all that is wanted
/// has been confirmed on the link of now, and the link has answered since.
final class Line implements AutoCloseable {
  static final Duration HEARTBEAT = Duration.ofMillis(500);

  /// A link that takes longer to answer is given up.
  static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Line.class);

  private final RedisURI server;
  private final Dialect dialect;
  private final RedisClient client;
  private final Owner owner;
  private final Doubts doubts = new Doubts();
  private final Soon asking = new Soon(this::ask);
  private final AtomicBoolean unsent = new AtomicBoolean();
  private final CountDownLatch tried = new CountDownLatch(1);
  private final Agent heartbeat;

  /// Guarded by this; each link has a roll of its own.
  private Roll roll = new Roll();

  private volatile @Nullable Link link;

  /// Whether the link has answered, so that messages are worth handing to it.
  private volatile boolean speaks;

  private boolean missed;

  /// Whom the line tells. Called on Redis's event loops and on the line's own thread.
  interface Owner {
    void message(String channel, byte[] message);

    /// After a doubt everything is heard again; what came meanwhile may have been missed.
    void settled(Line line);

    /// The server may not be the one that has its channels.
    void astray();
  }

  Line(RedisURI server, Dialect dialect, RedisClient client, Owner owner) {
    this.server = server;
    this.dialect = dialect;
    this.client = client;
    this.owner = owner;
    heartbeat =
        Agent.start("bus-" + server.getHost() + ":" + server.getPort(), HEARTBEAT, this::turn);
  }

  /// Waits for the first attempt to connect, whatever comes of it.
  void awaitTried(Duration atMost) {
    try {
      if (!tried.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) LOG.warn("{} is slow", this);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The stage completes when the channel is heard, or when that is in doubt.
  CompletionStage<Void> hear(String channel) {
    var heard = want(channel);
    asking.ask();
    if (!hears()) roll().release();
    return heard;
  }

  private synchronized CompletionStage<Void> want(String channel) {
    return roll.want(channel);
  }

  void leave(String channel) {
    unwant(channel);
    asking.ask();
  }

  private synchronized void unwant(String channel) {
    roll.unwant(channel);
  }

  /// Leaves a message for the next flush. The stage completes when the server has taken it, and
  /// fails when it was not sent, or nobody can tell.
  CompletionStage<Long> publish(String channel, byte[] message) {
    var open = link;
    if (open == null || !speaks) {
      return CompletableFuture.failedStage(new RedisException(this + " is away"));
    }
    var taken = dialect.publish(open.out.async(), channel, message);
    unsent.set(true);
    return taken;
  }

  void flush() {
    var open = link;
    if (open != null && unsent.getAndSet(false)) open.flush();
  }

  /// Whether all that is wanted is heard, beyond doubt.
  boolean hears() {
    return doubts.none();
  }

  /// Whether nothing is wanted.
  boolean isIdle() {
    return roll().isEmpty();
  }

  /// Something may have been missed.
  void doubt() {
    doubts.raise();
    roll().release();
  }

  private synchronized Roll roll() {
    return roll;
  }

  /// Asks for what has changed, in as few commands as can be.
  private synchronized void ask() {
    var open = link;
    if (open == null) return;
    var asked = roll;
    var requests = asked.take();
    for (var some : dialect.together(requests.join())) {
      onRefusal(dialect.subscribe(open.in.async(), array(some)), () -> refused(asked, some));
    }
    for (var some : dialect.together(requests.leave())) {
      onRefusal(dialect.unsubscribe(open.in.async(), array(some)), () -> some.forEach(asked::left));
    }
    open.in.flushCommands();
  }

  private static void onRefusal(RedisFuture<Void> answer, Runnable then) {
    answer.whenComplete((_, failure) -> {
      if (failure != null) then.run();
    });
  }

  private static String[] array(List<String> channels) {
    return channels.toArray(String[]::new);
  }

  private void refused(Roll asked, List<String> channels) {
    asked.refused(channels);
    doubt();
    owner.astray();
  }

  private void turn() {
    try {
      beat();
    } catch (RedisException e) {
      LOG.debug("{} cannot be reached", this, e);
      miss();
    } finally {
      tried.countDown();
    }
  }

  private void beat() {
    long seen = doubts.seen();
    var open = link;
    if (open == null || !open.isOpen()) open = renew();
    ask();
    long asked = roll().requests();
    if (!open.answers(ANSWER_MAX)) {
      drop();
      doubt();
      miss();
      return;
    }
    speaks = true;
    if (!hears() && roll().isHeardUpTo(asked) && doubts.settle(seen)) settled();
  }

  private Link renew() {
    drop();
    var open = Link.open(client, server, new Hearing(renewRoll()));
    link = open;
    return open;
  }

  private synchronized Roll renewRoll() {
    roll = roll.again();
    return roll;
  }

  private void drop() {
    var old = link;
    link = null;
    speaks = false;
    if (old != null) old.close();
  }

  private void settled() {
    if (missed) LOG.info("{} is back", this);
    missed = false;
    owner.settled(this);
  }

  private void miss() {
    if (!missed) LOG.warn("{} does not answer; events of other nodes are polled", this);
    missed = true;
    owner.astray();
  }

  @Override
  public void close() {
    heartbeat.close();
    doubt();
    drop();
  }

  @Override
  public String toString() {
    return "Redis at " + server.getHost() + ":" + server.getPort();
  }

  /// What comes on one link is noted on that link's roll.
  private final class Hearing implements Link.Listener {
    private final Roll asked;

    Hearing(Roll asked) {
      this.asked = asked;
    }

    @Override
    public void message(String channel, byte[] message) {
      owner.message(channel, message);
    }

    @Override
    public void joined(String channel) {
      asked.joined(channel);
    }

    @Override
    public void left(String channel) {
      if (!asked.left(channel)) return;
      doubt();
      owner.astray();
    }

    @Override
    public void broken() {
      if (asked != roll()) return;
      speaks = false;
      doubt();
      owner.astray();
    }
  }
}

package dev.parley.features.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.platform.agents.Agent;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.kernel.SessionId;
import java.time.Duration;

/// Knows which sessions have ended: at once from the bus, and from the database at the latest
/// [#POLL] after the commit, whatever the bus does. Remembers each for longer than an access token
/// can be good. Safe for any thread.
public final class RevocationWatch implements AutoCloseable {
  public static final Duration POLL = Duration.ofSeconds(5);

  /// How far each look reaches back beyond the last one: for transactions that commit late. The
  /// clocks of the nodes do not matter.
  private static final Duration REACH = Duration.ofSeconds(60);

  private static final Duration REMEMBERED = Duration.ofMinutes(20);
  private static final int REMEMBERED_MAX = 1_000_000;

  private final Sessions sessions;
  private final SessionsEnded listener;
  private final Cache<SessionId, Boolean> ended =
      Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).expireAfterWrite(REMEMBERED).build();
  private final Agent polling;
  private volatile long looked = System.nanoTime() - REMEMBERED.toNanos();

  private RevocationWatch(Sessions sessions, Bus bus, SessionsEnded listener) {
    this.sessions = sessions;
    this.listener = listener;
    bus.listen(new Heard());
    this.polling = Agent.start("session-revocation", POLL, this::poll);
  }

  /// Starts to listen and to look.
  public static RevocationWatch start(Sessions sessions, Bus bus, SessionsEnded listener) {
    return new RevocationWatch(sessions, bus, listener);
  }

  /// Whether the session is known to have ended. False says nothing of sessions that this node has
  /// never seen alive.
  public boolean hasEnded(SessionId session) {
    return ended.getIfPresent(session) != null;
  }

  /// One look into the database.
  void poll() {
    long now = System.nanoTime();
    for (var each : sessions.revokedWithin(Duration.ofNanos(now - looked).plus(REACH))) note(each);
    looked = now;
  }

  private void note(Ended each) {
    if (ended.asMap().putIfAbsent(each.session(), true) == null) {
      listener.ended(each.tenant(), each.session());
    }
  }

  private final class Heard implements Bus.Listener {
    @Override
    public void message(BusMessage message) {
      if (message instanceof BusMessage.Control(var kind, var text) && kind.equals(Ended.KIND)) {
        Ended.read(text).ifPresent(RevocationWatch.this::note);
      }
    }

    @Override
    public void interrupted() {
      // The database is looked into all the time.
    }
  }

  @Override
  public void close() {
    polling.close();
  }
}

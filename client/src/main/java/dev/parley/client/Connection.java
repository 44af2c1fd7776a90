package dev.parley.client;

import dev.parley.client.Frames.Frame;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.CloseCode.Advice;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps one socket open for as long as it is wanted. Used on the loop alone.
final class Connection implements Wire.Owner {
  /// A connection that lasted so long is a success; the next failure starts again from small waits.
  static final Duration STEADY_AFTER = Duration.ofSeconds(5);

  /// Who uses it. What is said between `opened` and `lost` is of one wire.
  interface Owner {
    void opened(Wire wire);

    void lost();

    void frame(Frame frame);

    void changed(Parley.State state);
  }

  private final Loop loop;
  private final Transport transport;
  private final Tokens tokens;
  private final Backoff backoff;
  private final Owner owner;
  private @Nullable Wire wire;
  private String token = "";
  private boolean ready;
  private boolean wanted;
  private int attempt;
  private long drainUntil;
  private boolean draining;
  private Loop.Timer retry = Loop.Timer.NONE;
  private Loop.Timer steady = Loop.Timer.NONE;

  Connection(Loop loop, Transport transport, Tokens tokens, Backoff backoff, Owner owner) {
    this.loop = loop;
    this.transport = transport;
    this.tokens = tokens;
    this.backoff = backoff;
    this.owner = owner;
  }

  void start() {
    if (wanted) return;
    wanted = true;
    open();
  }

  /// Ends it; no further attempt is made until the next start.
  void stop(Parley.State state) {
    wanted = false;
    attempt++;
    retry.cancel();
    if (wire != null) wire.close(CloseCode.NORMAL);
    owner.changed(state);
  }

  private void open() {
    owner.changed(Parley.State.CONNECTING);
    withToken(
        tokens::token,
        () -> {
          var next = new Wire(loop, this);
          wire = next;
          next.open(transport, token);
        });
  }

  /// Fetches a token elsewhere, and goes on with it here unless something else has begun.
  private void withToken(Supplier<String> fetch, Runnable next) {
    int mine = ++attempt;
    loop.background(() -> {
      try {
        var fetched = fetch.get();
        loop.execute(() -> {
          if (mine != attempt) return;
          token = fetched;
          next.run();
        });
      } catch (ParleyException e) {
        loop.execute(() -> withoutToken(mine, e));
      }
    });
  }

  private void withoutToken(int mine, ParleyException why) {
    if (mine != attempt) return;
    if (why.code().equals("signed_out")) stop(Parley.State.SIGNED_OUT);
    else again(Advice.RECONNECT);
  }

  @Override
  public void ready(Wire opened) {
    ready = true;
    draining = false;
    steady = loop.after(STEADY_AFTER, backoff::succeeded);
    owner.changed(Parley.State.CONNECTED);
    owner.opened(opened);
  }

  @Override
  public void frame(Frame frame) {
    switch (frame) {
      case Frames.TokenExpiring ignored -> renewToken();
      case Frames.Drain(var afterMs) -> drain(Duration.ofMillis(afterMs));
      default -> owner.frame(frame);
    }
  }

  /// When it fails, the server closes with 4401 in time, and that path tries again.
  private void renewToken() {
    var stale = token;
    var of = wire;
    loop.background(() -> {
      try {
        var fresh = tokens.refresh(stale);
        loop.execute(() -> announce(of, fresh));
      } catch (ParleyException ignored) {
        // Nothing is lost yet.
      }
    });
  }

  private void announce(@Nullable Wire of, String fresh) {
    if (of == null || of != wire) return;
    token = fresh;
    of.request(Wire.Lane.URGENT, "token.refresh", Map.of("token", fresh));
  }

  /// Stays until this client's own moment, then leaves by itself.
  private void drain(Duration after) {
    var of = wire;
    draining = true;
    drainUntil = loop.nanos() + after.toNanos();
    loop.after(
        after,
        () -> {
          if (of != null && of == wire) of.close(CloseCode.NORMAL);
        });
  }

  @Override
  public void closed(int code) {
    wire = null;
    steady.cancel();
    if (ready) owner.lost();
    ready = false;
    if (!wanted) return;
    owner.changed(Parley.State.CONNECTING);
    var advice = Backoff.advice(code);
    switch (advice) {
      case RECONNECT, RECONNECT_LATER -> again(advice);
      case SIGN_IN -> {
        var stale = token;
        withToken(() -> tokens.refresh(stale), () -> again(Advice.RECONNECT));
      }
      case TERMINAL -> stop(Parley.State.REFUSED);
    }
  }

  private void again(Advice advice) {
    var wait = backoff.next(advice);
    if (draining) {
      long left = Math.max(0, drainUntil - loop.nanos());
      wait = backoff.around(Duration.ofNanos(left));
      draining = false;
    }
    retry.cancel();
    retry = loop.after(wait, this::open);
  }
}

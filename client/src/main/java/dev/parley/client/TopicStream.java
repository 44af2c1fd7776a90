package dev.parley.client;

import dev.parley.client.Frames.Subscribed;
import dev.parley.protocol.Problem.Retry;
import dev.parley.protocol.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One topic: knows how far the application was told, and asks again for whatever is missing. Used
/// on the loop alone.
final class TopicStream {
  /// Most events that are held while a subscription is on its way.
  static final int HELD_MAX = 2_000;

  /// After so many answers that brought nothing forward, the topic is reloaded.
  static final int FRUITLESS_MAX = 3;

  static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private enum Phase {
    IDLE,
    ASKING,
    LIVE,
    /// The application is too slow: its queue is full, and what comes is left to the log.
    FULL,
    ENDED
  }

  private final Topic topic;
  private final Loop loop;
  private final Backoff backoff;
  private final Delivery delivery;
  private final List<Event.Told> held = new ArrayList<>();
  private volatile Phase phase = Phase.IDLE;
  private volatile Optional<Position> position;
  private @Nullable Wire wire;
  private boolean overflowed;
  private int fruitless;
  private int round;
  private Loop.Timer retry = Loop.Timer.NONE;

  TopicStream(
      Topic topic, Optional<Position> position, Loop loop, Backoff backoff, Delivery delivery) {
    this.topic = topic;
    this.position = position;
    this.loop = loop;
    this.backoff = backoff;
    this.delivery = delivery;
  }

  Optional<Position> position() {
    return position;
  }

  boolean ended() {
    return phase == Phase.ENDED;
  }

  void opened(Wire opened) {
    if (ended()) return;
    wire = opened;
    if (phase != Phase.FULL) ask();
  }

  void lost() {
    wire = null;
    round++;
    retry.cancel();
    held.clear();
    if (phase != Phase.ENDED && phase != Phase.FULL) phase = Phase.IDLE;
  }

  /// The application wants no more.
  void close() {
    lost();
    phase = Phase.ENDED;
    delivery.close();
  }

  /// The server says that it tells no more.
  void ended(String code) {
    if (ended()) return;
    lost();
    phase = Phase.ENDED;
    delivery.insist(new Event.Ended(topic, code));
  }

  /// The application has caught up.
  void drained() {
    if (phase != Phase.FULL) return;
    phase = Phase.IDLE;
    ask();
  }

  void heard(Event.Told event) {
    if (ended()) return;
    if (event.origin().offset().isEmpty()) delivery.offer(event);
    else if (phase == Phase.LIVE) accept(event);
    else if (phase == Phase.ASKING && held.size() < HELD_MAX) held.add(event);
    else overflowed = true;
  }

  /// Tells an event if it is the next one. Anything that comes before was told; anything after
  /// means that something is missing.
  private void accept(Event.Told event) {
    long offset = event.origin().offset().orElse(0L);
    if (position.isEmpty()) {
      delivery.offer(event);
      return;
    }
    var here = position.get();
    if (offset <= here.offset()) return;
    if (offset > here.offset() + 1) {
      fruitless++;
      ask();
      held.add(event);
    } else if (delivery.offer(event)) {
      position = Optional.of(new Position(here.epoch(), offset));
      fruitless = 0;
    } else {
      phase = Phase.FULL;
      held.clear();
    }
  }

  private void ask() {
    if (wire == null) return;
    int mine = ++round;
    phase = Phase.ASKING;
    overflowed = false;
    retry.cancel();
    if (fruitless > FRUITLESS_MAX) position = Optional.empty();
    var payload = new HashMap<String, Object>();
    payload.put("topic", topic.toString());
    position.ifPresent(here -> {
      payload.put("epoch", here.epoch());
      payload.put("offset", here.offset());
    });
    wire.request(Wire.Lane.PATIENT, "subscribe", payload)
        .whenComplete((reply, failure) -> {
          if (mine == round) settle(reply, failure);
        });
  }

  private void settle(@Nullable JsonNode reply, @Nullable Throwable failure) {
    if (reply != null) {
      answered(Subscribed.of(reply));
      return;
    }
    if (!(failure instanceof ParleyException problem)) return;
    if (problem.retry() == Retry.NEVER) {
      ended(problem.code());
      return;
    }
    phase = Phase.IDLE;
    var wait = problem.retryAfter().isZero() ? RETRY_AFTER : problem.retryAfter();
    retry = loop.after(backoff.around(wait), this::ask);
  }

  private void answered(Subscribed reply) {
    phase = Phase.LIVE;
    if (reply.position().isEmpty()) {
      position = Optional.empty();
    } else if (reply.recovered()) {
      recover(reply, reply.position().get());
    } else {
      position = reply.position();
      fruitless = 0;
      delivery.insist(new Event.Reload(topic, reply.position().get()));
    }
    if (phase != Phase.LIVE) return;
    if (!reply.more()) {
      release();
      return;
    }
    if (reply.events().isEmpty()) fruitless++;
    ask();
  }

  private void recover(Subscribed reply, Position upTo) {
    for (var event : reply.events()) {
      if (phase == Phase.LIVE) accept(event);
    }
    boolean behind = position.map(here -> here.offset() < upTo.offset()).orElse(false);
    if (behind && phase == Phase.LIVE) {
      fruitless++;
      ask();
    }
  }

  /// What came while the answer was on its way.
  private void release() {
    var events = new ArrayList<>(held);
    held.clear();
    events.sort(Comparator.comparing(event -> event.origin().offset().orElse(0L)));
    for (var event : events) heard(event);
    if (overflowed && phase == Phase.LIVE) ask();
  }

  /// What the application holds of it.
  Parley.Subscription handle(Runnable close) {
    return new Parley.Subscription() {
      @Override
      public Optional<Position> position() {
        return TopicStream.this.position();
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }
}

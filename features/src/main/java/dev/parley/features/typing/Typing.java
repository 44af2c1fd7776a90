package dev.parley.features.typing;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.Conversations;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.EventFrame;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.limits.LimitTable;
import dev.parley.platform.limits.Rate;
import java.time.Duration;
import java.time.InstantSource;

/// Tells a conversation who is typing in it right now: kept nowhere, and said no oftener than
/// readers need. What is said holds for [#SHOWN] unless it is said again.
public final class Typing {
  public static final Duration SHOWN = Duration.ofSeconds(5);

  /// How long after it was said that someone types it is not said again.
  public static final Duration PAUSE = Duration.ofSeconds(3);

  private static final int PEOPLE_MAX = 50_000;

  private final Conversations conversations;
  private final Bus bus;
  private final InstantSource clock;
  private final LimitTable<Typist> started = limit();
  private final LimitTable<Typist> stopped = limit();

  public Typing(Conversations conversations, Bus bus, InstantSource clock) {
    this.conversations = conversations;
    this.bus = bus;
    this.clock = clock;
  }

  private record Typist(TenantId tenant, UserId user, ConversationId conversation) {}

  private record Shown(
      ConversationId conversationId, UserId userId, boolean typing, long expiresInMs) {}

  private static LimitTable<Typist> limit() {
    return new LimitTable<>(new Rate(1, PAUSE, 1), PEOPLE_MAX);
  }

  /// The actor types. What comes too soon after the last time is dropped in silence.
  public void start(Actor actor, ConversationId id) {
    say(actor, id, true);
  }

  /// The actor has stopped.
  public void stop(Actor actor, ConversationId id) {
    say(actor, id, false);
  }

  private void say(Actor actor, ConversationId id, boolean typing) {
    var typist = new Typist(actor.tenant(), actor.user(), id);
    if (!(typing ? started : stopped).take(typist)) return;
    if (conversations.member(actor, id).isEmpty()) throw Conversations.unknown();
    var payload = Json.write(new Shown(id, actor.user(), typing, SHOWN.toMillis()));
    var frame = EventFrame.ephemeral("typing.user", id.topic(), payload, clock.instant());
    bus.publish(new BusMessage.Ephemeral(new TopicKey(actor.tenant(), id.topic()), frame));
  }
}

package dev.parley.gateway;

import dev.parley.gateway.GatewayMeters.Outcome;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.Frame;
import dev.parley.platform.events.TopicKey;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import dev.parley.protocol.Scanned;
import dev.parley.protocol.ServerFrames;
import dev.parley.protocol.Signal;
import dev.parley.protocol.Topic;
import io.micrometer.core.instrument.Counter;
import java.time.InstantSource;
import java.util.Optional;

/// Passes on what one client says for the moment to all who hear the topic. A subscription that is
/// followed is the permission: it was granted when it was made and ends with the membership, so
/// nothing is looked up and the connection's loop does it at once.
final class Signals {
  static final String COMMAND = "signal.send";

  private final Bus bus;
  private final InstantSource clock;
  private final Counter ok;
  private final Counter refused;

  Signals(Bus bus, InstantSource clock, GatewayMeters meters) {
    this.bus = bus;
    this.clock = clock;
    ok = meters.command(COMMAND, Outcome.OK);
    refused = meters.command(COMMAND, Outcome.REFUSED);
  }

  /// On the session's loop. Answered at once, and only when the client gave the command an id.
  void send(Session session, Scanned.Envelope envelope, byte[] frame) {
    try {
      say(session, Signal.of(envelope, frame));
      ok.increment();
      if (envelope.id().isPresent()) session.send(ServerFrames.reply(envelope.id(), "{}"));
    } catch (Refused e) {
      refused.increment();
      session.send(ServerFrames.error(envelope.id(), e.problem(), Optional.empty()));
    }
  }

  private void say(Session session, Signal signal) {
    var topic = signal.topic();
    if (!shared(topic) || !session.subscriptions().follows(topic)) {
      throw new Problem.NotFound(topic.kind().label()).refused();
    }
    var actor = session.actor();
    var event = new Frame(signal.event(actor.user().value(), clock.instant()));
    bus.publish(new BusMessage.Ephemeral(new TopicKey(actor.tenant(), topic), event));
  }

  /// A person's own topic has onlookers, who are to see presence and nothing else, and everyone
  /// hears a tenant's.
  private static boolean shared(Topic topic) {
    return topic.kind() != Topic.Kind.USER && topic.kind() != Topic.Kind.TENANT;
  }
}

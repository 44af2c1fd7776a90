package dev.parley.platform.bus;

import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Frame;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import java.util.Optional;

/// What travels between nodes.
public sealed interface BusMessage {

  /// A committed event. `frame` is what clients receive; nobody encodes it again.
  record Durable(TopicKey key, Position position, Frame frame, Ending ends) implements BusMessage {}

  /// The topic has got at least this far: sent where the events themselves are not at hand.
  record Head(TopicKey key, Position position) implements BusMessage {}

  /// Typing, presence, cursors: kept nowhere, dropped first.
  record Ephemeral(TopicKey key, Frame frame) implements BusMessage {}

  /// For every node, whatever it is subscribed to; `text` belongs to the `kind`, such as
  /// `session.revoked`.
  record Control(String kind, String text) implements BusMessage {}

  /// The topic whose subscribers it is for; empty when it is for every node.
  default Optional<TopicKey> topic() {
    return switch (this) {
      case Durable(var key, _, _, _) -> Optional.of(key);
      case Head(var key, _) -> Optional.of(key);
      case Ephemeral(var key, _) -> Optional.of(key);
      case Control _ -> Optional.empty();
    };
  }
}

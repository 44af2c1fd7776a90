package dev.parley.platform.bus;

import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Frame;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.UserId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/// The bytes of a message on the way between nodes: a version, the node that sent it, the kind, and
/// what belongs to the kind, with the frame last and as it is. The topic is not among them, since
/// the channel names it. Nodes skip versions that they do not know, so that a new one can be rolled
/// out next to an old one.
final class BusCodec {
  private static final byte VERSION = 1;

  private static final byte DURABLE = 1;
  private static final byte HEAD = 2;
  private static final byte EPHEMERAL = 3;
  private static final byte CONTROL = 4;

  private static final byte ENDS_NOBODY = 0;
  private static final byte ENDS_ONE = 1;
  private static final byte ENDS_EVERYONE = 2;
  private static final byte ENDS_ONLOOKERS = 3;

  private static final int FIXED_BYTES = 1 + Long.BYTES + 1;

  private BusCodec() {}

  static byte[] encode(BusMessage message, long node) {
    return switch (message) {
      case BusMessage.Durable(_, var position, var frame, var ends) -> {
        var out = start(DURABLE, node, length(position) + 17 + frame.length());
        put(out, position);
        put(out, ends);
        yield finish(out.put(frame.bytes()));
      }
      case BusMessage.Head(_, var position) -> {
        var out = start(HEAD, node, length(position));
        put(out, position);
        yield finish(out);
      }
      case BusMessage.Ephemeral(_, var frame) ->
          finish(start(EPHEMERAL, node, frame.length()).put(frame.bytes()));
      case BusMessage.Control(var kind, var text) -> {
        var kindBytes = utf8(kind);
        var textBytes = utf8(text);
        var out = start(CONTROL, node, Short.BYTES + kindBytes.length + textBytes.length);
        out.putShort((short) kindBytes.length).put(kindBytes).put(textBytes);
        yield finish(out);
      }
    };
  }

  private static ByteBuffer start(byte kind, long node, int length) {
    return ByteBuffer.allocate(FIXED_BYTES + length).put(VERSION).putLong(node).put(kind);
  }

  private static byte[] finish(ByteBuffer out) {
    var bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static int length(Position position) {
    return Short.BYTES + utf8(position.epoch()).length + Long.BYTES;
  }

  private static void put(ByteBuffer out, Position position) {
    var epoch = utf8(position.epoch());
    out.putShort((short) epoch.length).put(epoch).putLong(position.offset());
  }

  private static void put(ByteBuffer out, Ending ends) {
    switch (ends) {
      case Ending.Nobody _ -> out.put(ENDS_NOBODY);
      case Ending.Everyone _ -> out.put(ENDS_EVERYONE);
      case Ending.Onlookers _ -> out.put(ENDS_ONLOOKERS);
      case Ending.One(var user) -> {
        var id = user.value();
        out.put(ENDS_ONE)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
      }
    }
  }

  /// The node that sent the bytes, or empty when they are not of a version known here.
  static Optional<Long> sender(byte[] bytes) {
    if (bytes.length < FIXED_BYTES || bytes[0] != VERSION) return Optional.empty();
    return Optional.of(ByteBuffer.wrap(bytes, 1, Long.BYTES).getLong());
  }

  /// Reads a message that came on the topic's channel; empty when it makes no sense.
  static Optional<BusMessage> decode(TopicKey key, byte[] bytes) {
    if (bytes.length < FIXED_BYTES) return Optional.empty();
    try {
      var in = ByteBuffer.wrap(bytes).position(FIXED_BYTES);
      return switch (bytes[FIXED_BYTES - 1]) {
        case DURABLE -> {
          var position = position(in);
          var ends = ending(in);
          yield Optional.of(new BusMessage.Durable(key, position, new Frame(rest(in)), ends));
        }
        case HEAD -> Optional.of(new BusMessage.Head(key, position(in)));
        case EPHEMERAL -> Optional.of(new BusMessage.Ephemeral(key, new Frame(rest(in))));
        default -> Optional.empty();
      };
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Reads a message that came on the channel for all nodes; empty when it makes no sense.
  static Optional<BusMessage> decodeControl(byte[] bytes) {
    if (bytes.length < FIXED_BYTES || bytes[FIXED_BYTES - 1] != CONTROL) return Optional.empty();
    try {
      var in = ByteBuffer.wrap(bytes).position(FIXED_BYTES);
      var kind = text(in);
      return Optional.of(
          new BusMessage.Control(kind, new String(rest(in), StandardCharsets.UTF_8)));
    } catch (BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  private static Position position(ByteBuffer in) {
    return new Position(text(in), in.getLong());
  }

  private static Ending ending(ByteBuffer in) {
    return switch (in.get()) {
      case ENDS_NOBODY -> new Ending.Nobody();
      case ENDS_ONE -> new Ending.One(new UserId(new UUID(in.getLong(), in.getLong())));
      case ENDS_EVERYONE -> new Ending.Everyone();
      case ENDS_ONLOOKERS -> new Ending.Onlookers();
      default -> throw new IllegalArgumentException("Unknown ending");
    };
  }

  private static String text(ByteBuffer in) {
    int length = Short.toUnsignedInt(in.getShort());
    if (length > in.remaining()) throw new BufferUnderflowException();
    var bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] rest(ByteBuffer in) {
    var bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

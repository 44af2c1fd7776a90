package dev.parley.bench.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.parley.bench.frames.Mark;
import dev.parley.bench.frames.Template;
import dev.parley.bench.load.Dialect;
import dev.parley.bench.load.Hearing;
import dev.parley.bench.load.Opening;
import dev.parley.bench.load.Recogniser;
import java.util.List;

/// MQTT 3.1.1 with QoS 0 in binary WebSocket messages. It has no echo: a message to a topic of
/// one's own is the round trip.
public record MqttDialect(int contentBytes) implements Dialect {
  private static final int CONNECT = 0x10;
  private static final int CONNACK = 0x20;
  private static final int PUBLISH = 0x30;
  private static final int SUBSCRIBE = 0x82;
  private static final int SUBACK = 0x90;
  private static final int CLEAN_SESSION = 2;
  private static final int PROTOCOL_LEVEL = 4;
  private static final int FAILURE = 0x80;

  @Override
  public String path() {
    return "/mqtt";
  }

  @Override
  public List<String> headers(int connection) {
    return List.of("Sec-WebSocket-Protocol: mqtt");
  }

  @Override
  public Opening hearing(int connection, String topic) {
    var subscribe = packet(SUBSCRIBE, "\0\1" + string(topic) + "\0");
    return new Connecting(connection, new Opening.Step.Say(Template.binary(subscribe)));
  }

  @Override
  public Opening silent(int connection) {
    return new Connecting(connection, Opening.Step.OPEN);
  }

  @Override
  public Opening echoing(int connection, String topic) {
    return hearing(connection, topic);
  }

  private record Connecting(int connection, Step connected) implements Opening {
    @Override
    public Step begin() {
      var header = string("MQTT") + (char) PROTOCOL_LEVEL + (char) CLEAN_SESSION + "\0\0";
      return new Step.Say(Template.binary(packet(CONNECT, header + string("bench" + connection))));
    }

    @Override
    public Step hear(String message) {
      return switch (message.charAt(0)) {
        case CONNACK -> message.charAt(3) == 0 ? connected : new Step.Fail("refused");
        case SUBACK -> message.charAt(4) < FAILURE ? Step.OPEN : new Step.Fail("no subscription");
        default -> new Step.Fail("packet " + (int) message.charAt(0));
      };
    }
  }

  /// A length in two bytes, and the text.
  private static String string(String text) {
    return "" + (char) (text.length() >> 8) + (char) (text.length() & 0xFF) + text;
  }

  /// The kind, the length in groups of seven bits, and the rest.
  private static String packet(int kind, String body) {
    var packet = new StringBuilder().append((char) kind);
    int rest = body.length();
    while (rest >= 128) {
      packet.append((char) ((rest & 127) | 128));
      rest >>= 7;
    }
    return packet.append((char) rest).append(body).toString();
  }

  @Override
  public Template publish(String topic) {
    return Template.binary(packet(PUBLISH, string(topic) + Template.content(contentBytes)));
  }

  @Override
  public Template echo(String topic) {
    return Template.binary(packet(PUBLISH, string(topic) + Mark.PLACE));
  }

  @Override
  public Recogniser recogniser(Hearing hearing) {
    return new MarkStream(
        hearing,
        (connection, bytes, start, length) ->
            hearing.refused(connection, bytes.toString(start, length, ISO_8859_1)));
  }
}

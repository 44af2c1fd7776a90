package dev.parley.bench.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.parley.bench.frames.Mark;
import dev.parley.bench.frames.Template;
import dev.parley.bench.load.Connection;
import dev.parley.bench.load.Dialect;
import dev.parley.bench.load.Hearing;
import dev.parley.bench.load.Opening;
import dev.parley.bench.load.Recogniser;
import io.netty.buffer.ByteBuf;
import java.util.List;

/// The text protocol of NATS in binary WebSocket messages. It has no echo: a message to a subject
/// of one's own is the round trip.
public record NatsDialect(int contentBytes) implements Dialect {
  private static final String CONNECT =
      "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"java\",\"version\":\"1\",\"protocol\":1}\r\n";

  @Override
  public String path() {
    return "/";
  }

  @Override
  public List<String> headers(int connection) {
    return List.of();
  }

  @Override
  public Opening hearing(int connection, String topic) {
    return new Connecting("SUB " + topic + " 1\r\n");
  }

  @Override
  public Opening silent(int connection) {
    return new Connecting("");
  }

  @Override
  public Opening echoing(int connection, String topic) {
    return hearing(connection, topic);
  }

  /// The pong tells that all before it has been done.
  private record Connecting(String subscribing) implements Opening {
    @Override
    public Step begin() {
      return Step.WAIT;
    }

    @Override
    public Step hear(String message) {
      if (message.startsWith("INFO ")) {
        return new Step.Say(Template.binary(CONNECT + subscribing + "PING\r\n"));
      }
      if (message.contains("-ERR")) return new Step.Fail(message);
      return message.contains("PONG\r\n") ? Step.OPEN : Step.WAIT;
    }
  }

  @Override
  public Template publish(String topic) {
    return publish(topic, Template.content(contentBytes));
  }

  @Override
  public Template echo(String topic) {
    return publish(topic, Mark.PLACE);
  }

  private static Template publish(String topic, String content) {
    return Template.binary("PUB %s %d\r\n%s\r\n".formatted(topic, content.length(), content));
  }

  @Override
  public Recogniser recogniser(Hearing hearing) {
    return new MarkStream(hearing, new Control(hearing, Template.binary("PONG\r\n")));
  }

  private record Control(Hearing hearing, Template pong) implements Recogniser {
    @Override
    public void hear(Connection connection, ByteBuf bytes, int start, int length) {
      var text = bytes.toString(start, length, ISO_8859_1);
      if (text.startsWith("PING")) connection.say(pong);
      else if (text.startsWith("-ERR")) hearing.refused(connection, text);
    }
  }
}

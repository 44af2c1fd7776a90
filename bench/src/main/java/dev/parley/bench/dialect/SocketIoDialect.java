package dev.parley.bench.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.bench.frames.Mark;
import dev.parley.bench.frames.Marks;
import dev.parley.bench.frames.Template;
import dev.parley.bench.load.Connection;
import dev.parley.bench.load.Dialect;
import dev.parley.bench.load.Hearing;
import dev.parley.bench.load.Opening;
import dev.parley.bench.load.Recogniser;
import io.netty.buffer.ByteBuf;
import java.util.List;

/// Socket.IO 5 over Engine.IO 4, with WebSocket from the start. The first digit is Engine.IO's (`0`
/// open, `2` ping, `3` pong, `4` message), the second Socket.IO's (`0` connect, `2` event, `3`
/// acknowledgement).
public record SocketIoDialect(int contentBytes) implements Dialect {
  @Override
  public String path() {
    return "/socket.io/?EIO=4&transport=websocket";
  }

  @Override
  public List<String> headers(int connection) {
    return List.of();
  }

  @Override
  public Opening hearing(int connection, String topic) {
    return new Connecting(new Opening.Step.Say(Template.text("420[\"join\",\"" + topic + "\"]")));
  }

  @Override
  public Opening silent(int connection) {
    return new Connecting(Opening.Step.OPEN);
  }

  /// @param connected what follows once the name space is connected
  private record Connecting(Step connected) implements Opening {
    @Override
    public Step begin() {
      return Step.WAIT;
    }

    @Override
    public Step hear(String message) {
      if (message.startsWith("0")) return new Step.Say(Template.text("40"));
      if (message.startsWith("40")) return connected;
      if (message.startsWith("430")) return Step.OPEN;
      return new Step.Fail(message);
    }
  }

  @Override
  public Template publish(String topic) {
    return Template.text(
        "42[\"publish\",{\"channel\":\"%s\",\"data\":\"%s\"}]"
            .formatted(topic, Template.content(contentBytes)));
  }

  @Override
  public Template echo(String topic) {
    return Template.text("421[\"echo\",\"" + Mark.PLACE + "\"]");
  }

  @Override
  public Recogniser recogniser(Hearing hearing) {
    return new Packets(hearing, new Marks(), Template.text("3"));
  }

  private record Packets(Hearing hearing, Marks marks, Template pong) implements Recogniser {
    @Override
    public void hear(Connection connection, ByteBuf bytes, int start, int length) {
      if (length == 1 && bytes.getByte(start) == '2') {
        connection.say(pong);
        return;
      }
      int mark = marks.first(bytes, start, length);
      if (mark < 0) hearing.refused(connection, bytes.toString(start, length, UTF_8));
      else if (bytes.getByte(start + 1) == '3') hearing.answered(connection, bytes, mark);
      else hearing.delivered(connection, bytes, mark);
    }
  }
}

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

/// The least that a JSON server over WebSocket has to say: `join`, `publish` and `ping`, answered
/// with `joined`, `message` to all of the channel, and `pong`.
public record RawDialect(int contentBytes) implements Dialect {
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
    return new Joining(topic);
  }

  private record Joining(String topic) implements Opening {
    @Override
    public Step begin() {
      return new Step.Say(Template.text("{\"type\":\"join\",\"channel\":\"%s\"}".formatted(topic)));
    }

    @Override
    public Step hear(String message) {
      return message.contains("\"joined\"") ? Step.OPEN : new Step.Fail(message);
    }
  }

  @Override
  public Opening silent(int connection) {
    return new AtOnce();
  }

  private record AtOnce() implements Opening {
    @Override
    public Step begin() {
      return Step.OPEN;
    }

    @Override
    public Step hear(String message) {
      return new Step.Fail(message);
    }
  }

  @Override
  public Template publish(String topic) {
    return Template.text(
        "{\"type\":\"publish\",\"channel\":\"%s\",\"data\":\"%s\"}"
            .formatted(topic, Template.content(contentBytes)));
  }

  @Override
  public Template echo(String topic) {
    return Template.text("{\"type\":\"ping\",\"id\":\"" + Mark.PLACE + "\"}");
  }

  @Override
  public Recogniser recogniser(Hearing hearing) {
    return new Frames(hearing, new Marks());
  }

  private record Frames(Hearing hearing, Marks marks) implements Recogniser {
    /// Where `{"type":"message"` and `{"type":"pong"` differ.
    private static final int TYPE = "{\"type\":\"".length();

    @Override
    public void hear(Connection connection, ByteBuf bytes, int start, int length) {
      int mark = marks.first(bytes, start, length);
      if (mark < 0) hearing.refused(connection, bytes.toString(start, length, UTF_8));
      else if (bytes.getByte(start + TYPE) == 'p') hearing.answered(connection, bytes, mark);
      else hearing.delivered(connection, bytes, mark);
    }
  }
}

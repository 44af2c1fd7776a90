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

/// Parley's own frames.
///
/// @param tokens access tokens; connections take turns
public record ParleyDialect(List<String> tokens, Publish publish, int contentBytes)
    implements Dialect {
  @Override
  public String path() {
    return "/api/v1/ws";
  }

  @Override
  public List<String> headers(int connection) {
    return List.of("Authorization: Bearer " + tokens.get(connection % tokens.size()));
  }

  @Override
  public Opening hearing(int connection, String topic) {
    return new Subscribing(topic);
  }

  private record Subscribing(String topic) implements Opening {
    @Override
    public Step begin() {
      return Step.WAIT;
    }

    @Override
    public Step hear(String message) {
      if (message.startsWith("{\"type\":\"ready\"")) {
        return new Step.Say(
            Template.text(
                "{\"type\":\"subscribe\",\"id\":\"s\",\"payload\":{\"topic\":\"" + topic + "\"}}"));
      }
      if (message.startsWith("{\"id\":\"s\",\"type\":\"reply\"")) return Step.OPEN;
      return message.contains("\"type\":\"error\"") ? new Step.Fail(message) : Step.WAIT;
    }
  }

  @Override
  public Opening silent(int connection) {
    return new Greeted();
  }

  private record Greeted() implements Opening {
    @Override
    public Step begin() {
      return Step.WAIT;
    }

    @Override
    public Step hear(String message) {
      return message.startsWith("{\"type\":\"ready\"") ? Step.OPEN : new Step.Fail(message);
    }
  }

  @Override
  public Template publish(String topic) {
    var content = Template.content(contentBytes);
    return switch (publish) {
      case SIGNAL ->
          Template.text(
              "{\"type\":\"signal.send\",\"payload\":{\"topic\":\"%s\",\"name\":\"bench\",\"data\":\"%s\"}}"
                  .formatted(topic, content));
      case MESSAGE ->
          Template.text(
              "{\"type\":\"message.send\",\"id\":\"%s\",\"payload\":{\"conversationId\":\"%s\",\"clientId\":\"%s\",\"content\":\"%s\"}}"
                  .formatted(Mark.PLACE, id(topic), Mark.PLACE, content));
      case TASK ->
          Template.text(
              "{\"type\":\"task.update\",\"id\":\"%s\",\"payload\":{\"taskId\":\"%s\",\"version\":%s,\"title\":\"%s\"}}"
                  .formatted(Mark.PLACE, id(topic), Mark.COUNT, content));
    };
  }

  static String id(String topic) {
    return topic.substring(topic.indexOf(':') + 1);
  }

  @Override
  public Template echo(String topic) {
    return Template.text("{\"type\":\"ping\",\"id\":\"" + Mark.PLACE + "\",\"payload\":{}}");
  }

  @Override
  public Recogniser recogniser(Hearing hearing) {
    return new Frames(hearing);
  }

  /// An answer begins with the id of its command, which is a mark; an event has one further on.
  private static final class Frames implements Recogniser {
    private static final int ID = "{\"id\":\"".length();
    private static final int TYPE = ID + Mark.LENGTH + "\",\"type\":\"".length();
    private static final String ERROR = "{\"type\":\"error\"";

    private final Hearing hearing;
    private final Marks marks = new Marks();

    Frames(Hearing hearing) {
      this.hearing = hearing;
    }

    @Override
    public void hear(Connection connection, ByteBuf bytes, int start, int length) {
      if (length > TYPE && Marks.isAt(bytes, start + ID, start + length)) {
        if (bytes.getByte(start + TYPE) == 'r') hearing.answered(connection, bytes, start + ID);
        else hearing.refused(connection, bytes.toString(start, length, UTF_8));
        return;
      }
      int mark = marks.first(bytes, start, length);
      if (mark >= 0) hearing.delivered(connection, bytes, mark);
      else other(connection, bytes.toString(start, length, UTF_8));
    }

    private void other(Connection connection, String message) {
      if (message.startsWith(ERROR)) hearing.refused(connection, message);
      else hearing.other(connection);
    }
  }
}

package dev.parley.bench.dialect;

import dev.parley.bench.frames.Template;
import dev.parley.bench.load.ChatPace;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;

/// How people in Parley's conversations type and mark what they have read.
public record ParleyManners(List<String> topics, Duration beforeTyping, Duration typing)
    implements ChatPace.Manners {
  /// Stands between a message's number and its client id, which is a mark.
  private static final int BETWEEN = ",\"clientId\":\"".length();

  @Override
  public Template type(int room) {
    return command("typing.start", room, "");
  }

  @Override
  public Template read(int room, long seq) {
    return command("message.read", room, ",\"seq\":" + seq);
  }

  private Template command(String type, int room, String more) {
    return Template.text(
        "{\"type\":\"%s\",\"payload\":{\"conversationId\":\"%s\"%s}}"
            .formatted(type, ParleyDialect.id(topics.get(room)), more));
  }

  @Override
  public long seq(ByteBuf bytes, int mark) {
    long seq = 0;
    long place = 1;
    for (int at = mark - BETWEEN - 1; Character.isDigit(bytes.getByte(at)); at--) {
      seq += place * (bytes.getByte(at) - '0');
      place *= 10;
    }
    return seq;
  }
}

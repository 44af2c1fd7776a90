package dev.parley.client;

import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The other end of a scripted socket: one topic's log, and answers that a test may replace.
final class ScriptedServer implements Transport {
  static final UUID CONVERSATION = UUID.fromString("01961f00-0000-7000-8000-0000000000c1");
  static final UUID USER = UUID.fromString("01961f00-0000-7000-8000-0000000000a1");
  static final Topic TOPIC = Topic.conversation(CONVERSATION);

  private static final String EVENT = golden("message.new");

  final List<String> log = new ArrayList<>();
  final List<JsonNode> commands = new ArrayList<>();
  final List<String> tokens = new ArrayList<>();
  final Map<String, Function<JsonNode, String>> answers = new HashMap<>();
  String epoch = "1";
  int firstKept = 1;
  int repliesMax = 500;
  int refuseWith;
  boolean silent;
  private boolean live;
  private @Nullable Listener client;

  ScriptedServer() {
    answers.put("subscribe", this::subscribe);
  }

  @Override
  public Socket open(String token, Listener listener) {
    tokens.add(token);
    live = false;
    if (refuseWith != 0) {
      listener.closed(refuseWith);
      return new End(opened());
    }
    client = listener;
    say(golden("ready"));
    return new End(opened());
  }

  int opened() {
    return tokens.size();
  }

  /// The payloads of the commands of this type.
  List<JsonNode> payloads(String type) {
    return commands.stream()
        .filter(command -> command.get("type").asString().equals(type))
        .map(command -> command.get("payload"))
        .toList();
  }

  boolean connected() {
    return client != null;
  }

  void close(CloseCode code) {
    close(code.code());
  }

  void close(int code) {
    var closing = client;
    client = null;
    if (closing != null) closing.closed(code);
  }

  void say(String frame) {
    if (client != null) client.text(frame, () -> {});
  }

  /// Commits an event, and sends it unless it is lost on the way.
  void commit(boolean arrives) {
    log.add(event(log.size() + 1));
    if (arrives && live) say(log.getLast());
  }

  /// Sends an event of the log once more.
  void repeat(int offset) {
    if (live && offset <= log.size()) say(log.get(offset - 1));
  }

  /// The log begins anew.
  void restore() {
    epoch += "1";
    log.clear();
  }

  static String golden(String name) {
    try {
      var path = Path.of("../protocol/src/test/resources/frames/server");
      return Files.readString(path.resolve(name + ".json")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String event(int offset) {
    return EVENT.replace("\"offset\":44", "\"offset\":" + offset);
  }

  private void heard(String text) {
    var command = Frames.JSON.readTree(text);
    commands.add(command);
    if (silent) return;
    var answer = answers.getOrDefault(command.get("type").asString(), _ -> reply("{}"));
    say(answer.apply(command.get("payload")).replace("@", command.get("id").asString()));
  }

  static String reply(String payload) {
    return "{\"id\":\"@\",\"type\":\"reply\",\"payload\":" + payload + "}";
  }

  static String error(String payload) {
    return "{\"id\":\"@\",\"type\":\"error\",\"payload\":" + payload + "}";
  }

  private String subscribe(JsonNode payload) {
    int from = payload.path("offset").asInt(-1);
    boolean known =
        payload.path("epoch").asString("").equals(epoch)
            && from >= firstKept - 1
            && from <= log.size();
    if (!known) {
      live = true;
      return subscribed(log.size(), false, List.of(), false);
    }
    int to = Math.min(log.size(), from + repliesMax);
    live = to == log.size();
    return subscribed(to, true, log.subList(from, to), !live);
  }

  private String subscribed(int offset, boolean recovered, List<String> events, boolean more) {
    return reply(
        "{\"topic\":\"%s\",\"epoch\":\"%s\",\"offset\":%d,\"recovered\":%b,\"hasMore\":%b,\"events\":[%s]}"
            .formatted(TOPIC, epoch, offset, recovered, more, String.join(",", events)));
  }

  private final class End implements Socket {
    private final int number;

    End(int number) {
      this.number = number;
    }

    @Override
    public void send(String text) {
      if (number == opened()) heard(text);
    }

    @Override
    public void close(int code) {
      if (number == opened()) ScriptedServer.this.close(code);
    }
  }
}

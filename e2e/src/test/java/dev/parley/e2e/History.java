package dev.parley.e2e;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A conversation read back from the server, page by page.
public record History(List<JsonNode> messages) {
  private static final int PAGE = 200;

  static History read(Api api, String conversation) {
    var messages = new ArrayList<JsonNode>();
    while (true) {
      var page =
          api.get(
                  "/conversations/%s/messages?after=%d&limit=%d"
                      .formatted(conversation, last(messages), PAGE))
              .expect(200);
      page.path("messages").forEach(messages::add);
      if (!page.path("hasMore").asBoolean()) return new History(messages);
    }
  }

  private static long last(List<JsonNode> messages) {
    return messages.isEmpty() ? 0 : messages.getLast().path("seq").asLong();
  }

  List<Long> seqs() {
    return messages.stream().map(message -> message.path("seq").asLong()).toList();
  }

  /// The client ids of what people sent, in order.
  List<String> clientIds() {
    return messages.stream()
        .filter(message -> message.path("type").asString().equals("text"))
        .map(message -> message.path("clientId").asString())
        .toList();
  }

  /// All durable events of a topic since its beginning.
  public static List<JsonNode> events(Api api, String topic) {
    var events = new ArrayList<JsonNode>();
    var epoch = api.get("/events?topic=" + topic).expect(200).path("epoch").asString();
    long offset = 0;
    while (true) {
      var path = "/events?topic=%s&epoch=%s&offset=%d".formatted(topic, epoch, offset);
      var page = api.get(path).expect(200);
      if (!page.path("recovered").asBoolean()) throw new AssertionError("not recovered: " + page);
      page.path("events").forEach(events::add);
      offset = page.path("offset").asLong();
      if (!page.path("hasMore").asBoolean()) return events;
    }
  }
}

package dev.parley.client;

import dev.parley.client.Conversation.Participant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Conversations over REST. Calls block, and throw [ParleyException] when they are refused.
public final class Conversations {
  private final Rest rest;
  private final Tokens tokens;

  Conversations(Rest rest, Tokens tokens) {
    this.rest = rest;
    this.tokens = tokens;
  }

  /// The newest page.
  public Conversation.Page list(int limit) {
    return list(Map.of("limit", limit));
  }

  /// The page before this cursor.
  public Conversation.Page list(int limit, String before) {
    return list(Map.of("limit", limit, "before", before));
  }

  private Conversation.Page list(Map<String, ?> query) {
    var page = rest.askAs(tokens, Rest.Ask.get("/conversations", query));
    return Frames.JSON.treeToValue(page, Conversation.Page.class);
  }

  public Conversation get(UUID id) {
    return conversation(rest.askAs(tokens, Rest.Ask.get("/conversations/" + id, Map.of())));
  }

  /// The conversation with one other person, which may be there already.
  public Conversation direct(UUID other) {
    return create(Map.of("type", "direct", "participantIds", List.of(other)));
  }

  public Conversation group(String name, Collection<UUID> others) {
    return create(Map.of("type", "group", "name", name, "participantIds", others));
  }

  private Conversation create(Map<String, ?> request) {
    return conversation(ask("POST", "/conversations", request));
  }

  public Conversation rename(UUID id, String name) {
    return conversation(ask("PUT", "/conversations/" + id, Map.of("name", name)));
  }

  public void delete(UUID id) {
    rest.askAs(tokens, new Rest.Ask("DELETE", "/conversations/" + id, null));
  }

  public List<Participant> participants(UUID id) {
    var path = "/conversations/" + id + "/participants";
    return people(rest.askAs(tokens, Rest.Ask.get(path, Map.of())));
  }

  /// Everyone who takes part now.
  public List<Participant> add(UUID id, Collection<UUID> people) {
    return people(ask("POST", "/conversations/" + id + "/participants", Map.of("userIds", people)));
  }

  /// Removes a person; oneself to leave.
  public void remove(UUID id, UUID person) {
    var path = "/conversations/" + id + "/participants/" + person;
    rest.askAs(tokens, new Rest.Ask("DELETE", path, null));
  }

  Message.Page history(UUID id, Map<String, Long> bounds, int limit) {
    var query = new HashMap<String, Object>(bounds);
    query.put("limit", limit);
    var path = "/conversations/" + id + "/messages";
    var page = rest.askAs(tokens, Rest.Ask.get(path, query));
    return Frames.JSON.treeToValue(page, Message.Page.class);
  }

  private JsonNode ask(String method, String path, Map<String, ?> body) {
    return rest.askAs(tokens, new Rest.Ask(method, path, body));
  }

  private static Conversation conversation(JsonNode answer) {
    return Frames.JSON.treeToValue(answer.path("conversation"), Conversation.class);
  }

  private static List<Participant> people(JsonNode answer) {
    return answer
        .path("participants")
        .valueStream()
        .map(each -> Frames.JSON.treeToValue(each, Participant.class))
        .toList();
  }
}

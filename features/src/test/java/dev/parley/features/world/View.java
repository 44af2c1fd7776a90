package dev.parley.features.world;

import dev.parley.platform.events.Event;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a client makes of a conversation: a snapshot as it came over the wire, the messages beside
/// it, and the rules by which events change both. Old snapshot plus events must equal a fresh one.
public final class View {
  private final String me;
  private final ObjectNode conversation;
  private final Map<Long, JsonNode> messages = new TreeMap<>();
  private boolean gone;

  public View(UserId me, Object snapshot, Iterable<?> history) {
    this.me = me.toString();
    this.conversation = (ObjectNode) Json.tree(Json.write(snapshot));
    for (var message : history) put(Json.tree(Json.write(message)));
  }

  private void put(JsonNode message) {
    messages.put(message.get("seq").asLong(), message);
  }

  public boolean gone() {
    return gone;
  }

  /// The conversation without its position, read back so that numbers compare by their value.
  public JsonNode conversation() {
    var copy = conversation.deepCopy();
    copy.remove("epoch");
    copy.remove("offset");
    return Json.tree(Json.write(copy));
  }

  public Map<Long, JsonNode> messages() {
    return messages;
  }

  public void apply(Event event) {
    var payload = Json.tree(event.payload());
    switch (event.type()) {
      case "message.new" -> added(payload.get("message"));
      case "message.updated", "message.deleted" -> changed(payload.get("message"));
      case "message.read" -> mark(payload.get("userId").asString(), "readSeq", payload);
      case "message.delivered" -> mark(payload.get("userId").asString(), "deliveredSeq", payload);
      case "conversation.updated" -> {
        if (payload.has("name")) conversation.set("name", payload.get("name"));
        if (payload.has("ownerId")) owned(payload.get("ownerId").asString());
        conversation.set("updatedAt", payload.get("updatedAt"));
      }
      case "conversation.deleted" -> gone = true;
      case "task.linked", "task.unlinked" -> {} // News of a message, not of the conversation.
      case "participant.added" -> joined(payload.get("participant"));
      case "participant.removed" -> left(payload);
      case String type -> throw new AssertionError("Unknown event " + type);
    }
    long unread = conversation.get("currentSeq").asLong() - conversation.get("readSeq").asLong();
    conversation.put("unreadCount", unread);
  }

  private void added(JsonNode message) {
    put(message);
    conversation.set("currentSeq", message.get("seq"));
    conversation.set("lastMessage", message);
    var mark = JsonNodeFactory.instance.objectNode();
    mark.set("readSeq", message.get("seq"));
    mark.set("deliveredSeq", message.get("seq"));
    mark(message.get("userId").asString(), "readSeq", mark);
    mark(message.get("userId").asString(), "deliveredSeq", mark);
  }

  private void changed(JsonNode message) {
    put(message);
    var last = conversation.get("lastMessage");
    if (last.get("id").equals(message.get("id"))) conversation.set("lastMessage", message);
  }

  private void mark(String user, String field, JsonNode payload) {
    if (user.equals(me) && conversation.has(field)) raise(conversation, field, payload);
    for (var person : people()) {
      if (person.get("userId").asString().equals(user)) raise((ObjectNode) person, field, payload);
    }
  }

  private static void raise(ObjectNode where, String field, JsonNode payload) {
    where.put(field, Math.max(where.get(field).asLong(), payload.get(field).asLong()));
  }

  private void joined(JsonNode participant) {
    people(participant.get("userId").asString(), participant);
    count(1);
  }

  private void left(JsonNode payload) {
    var user = payload.get("userId").asString();
    people(user, null);
    count(-1);
    if (user.equals(me)) gone = true;
    if (!payload.get("ownerId").isNull()) owned(payload.get("ownerId").asString());
  }

  private void owned(String owner) {
    own(conversation, owner.equals(me));
    for (var person : people()) {
      own((ObjectNode) person, person.get("userId").asString().equals(owner));
    }
  }

  private static void own(ObjectNode one, boolean owns) {
    if (owns) one.put("role", "owner");
    else if (one.get("role").asString().equals("owner")) one.put("role", "member");
  }

  /// None where the snapshot has none, as in lists.
  private Iterable<JsonNode> people() {
    return conversation.get("participants").isNull()
        ? List.of()
        : conversation.withArray("participants");
  }

  private void count(int more) {
    conversation.put("participantCount", conversation.get("participantCount").asInt() + more);
  }

  /// Replaces or removes one, and keeps them in the order in which they came.
  private void people(String user, @Nullable JsonNode replacement) {
    if (conversation.get("participants").isNull()) return;
    var people = new ArrayList<JsonNode>();
    for (var person : conversation.withArray("participants")) {
      if (!person.get("userId").asString().equals(user)) people.add(person);
    }
    if (replacement != null) people.add(replacement);
    people.sort(
        Comparator.comparing((JsonNode each) -> each.get("joinedAt").asString())
            .thenComparing(each -> each.get("userId").asString()));
    ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    people.forEach(sorted::add);
    conversation.set("participants", sorted);
  }
}

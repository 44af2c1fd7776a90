package dev.parley.e2e;

import dev.parley.platform.kernel.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/// The catalogue of frames, and which of them were seen.
public final class Frames {
  private static final String EVENT = "event";
  private static final String COMMAND = "command";

  /// By kind and name, since some names are both a command's and an event's.
  private final Map<String, JsonNode> catalogue = new LinkedHashMap<>();

  private final Schemas schemas;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  Frames() {
    var published = Schemas.text("frames.json");
    var tree = Json.tree(published);
    for (var frame : tree.path("frames")) {
      catalogue.put(key(frame.path("kind").asString(), frame.path("name").asString()), frame);
    }
    // A pointer reaches into objects alone, so the list of frames becomes one.
    var byName = new LinkedHashMap<String, Object>();
    byName.put("$defs", tree.path("$defs"));
    byName.put("envelopes", tree.path("envelopes"));
    byName.put("frames", catalogue);
    schemas = new Schemas("frames.json", Json.write(byName));
  }

  private static String key(String kind, String name) {
    return kind + " " + name;
  }

  /// The names of the frames of a kind: `command`, `answer`, `control` or `event`.
  public Set<String> names(String kind) {
    var names = new TreeSet<String>();
    for (var frame : catalogue.values()) {
      if (frame.path("kind").asString().equals(kind)) names.add(frame.path("name").asString());
    }
    return names;
  }

  /// Kind and name of what has been seen so far.
  public Set<String> seen() {
    return new TreeSet<>(seen);
  }

  /// Kind and name of what the server sends.
  public Set<String> sendable() {
    var all = new TreeSet<String>();
    catalogue.forEach((key, frame) -> {
      if (frame.path("direction").asString().equals("server")) all.add(key);
    });
    return all;
  }

  /// What is wrong with a frame that came unasked.
  List<String> faults(JsonNode frame) {
    var name = Socket.type(frame);
    var kind =
        List.of(EVENT, "control", "answer").stream()
            .filter(each -> catalogue.containsKey(key(each, name)))
            .findFirst();
    if (kind.isEmpty()) return List.of(name + " is not in the catalogue");
    var faults = new ArrayList<String>();
    if (kind.get().equals(EVENT)) faults.addAll(eventFaults(name, frame));
    seen.add(key(kind.get(), name));
    faults.addAll(schemas.faults("/envelopes/" + kind.get(), frame));
    faults.addAll(faults(key(kind.get(), name), "payload", frame.path("payload")));
    return faults;
  }

  private List<String> eventFaults(String name, JsonNode frame) {
    var faults = new ArrayList<String>();
    var entry = entry(EVENT, name).orElseThrow();
    var topic = frame.path("topic").asString("").replaceAll(":.*", "");
    if (entry.path("topics").valueStream().noneMatch(each -> each.asString().equals(topic))) {
      faults.add(name + " came on " + topic);
    }
    if (entry.path("durable").asBoolean() != frame.path("offset").isIntegralNumber()) {
      faults.add(name + " with offset " + frame.path("offset"));
    }
    return faults;
  }

  /// What is wrong with the answer to a command.
  List<String> faults(String command, JsonNode answer) {
    var entry = entry(COMMAND, command);
    if (entry.isEmpty()) return List.of();
    seen.add(key("answer", Socket.type(answer)));
    var faults = new ArrayList<>(schemas.faults("/envelopes/answer", answer));
    var payload = answer.path("payload");
    if (Socket.type(answer).equals("error")) {
      var code = payload.path("code").asString("");
      var known = entry.get().path("problems").valueStream().map(JsonNode::asString).toList();
      if (!known.contains(code)) faults.add(command + " does not document " + code);
      faults.addAll(faults("answer error", "payload", payload));
    } else {
      faults.addAll(faults(key(COMMAND, command), "reply", payload));
      for (var event : payload.path("events")) faults.addAll(faults(event));
    }
    return faults;
  }

  private Optional<JsonNode> entry(String kind, String name) {
    return Optional.ofNullable(catalogue.get(key(kind, name)));
  }

  private List<String> faults(String key, String part, JsonNode value) {
    return schemas.faults("/frames/" + key.replace(" ", "%20") + "/" + part, value);
  }
}

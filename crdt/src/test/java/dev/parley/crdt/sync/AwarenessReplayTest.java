package dev.parley.crdt.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Takes peers through what peers of y-protocols went through.
class AwarenessReplayTest {
  static List<JsonNode> histories() {
    return Protocols.awareness();
  }

  private final List<Awareness> peers = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  @ParameterizedTest
  @MethodSource("histories")
  void peersDoWhatThoseOfYjsDo(JsonNode history) {
    now = Instant.ofEpochMilli(history.required("start").longValue());
    for (var client : history.required("clients").values()) {
      peers.add(new Awareness(client.longValue(), () -> now));
    }
    int at = 0;
    for (var step : history.required("steps").values()) {
      var peer = peers.get(step.required("peer").intValue());
      var change = take(peer, step);
      assertThat(change).as("step %d: %s", at, step).isEqualTo(change(step.required("change")));
      var after = step.required("after");
      assertThat(peer.states()).as("step %d: %s", at, step).isEqualTo(states(after));
      assertThat(peer.encode()).as("step %d", at).isEqualTo(Protocols.bytes(after, "encoded"));
      at++;
    }
    assertThat(at).isGreaterThan(10);
  }

  private AwarenessChange take(Awareness peer, JsonNode step) {
    return switch (step.required("do").stringValue()) {
      case "set" -> set(peer, step.required("state").stringValue());
      case "remove" -> peer.remove(clients(step.required("clients")));
      case "expire" -> {
        now = Instant.ofEpochMilli(step.required("now").longValue());
        yield peer.expire();
      }
      case "encode" -> {
        var update = peer.encode(clients(step.required("clients")));
        assertThat(update).isEqualTo(Protocols.bytes(step, "update"));
        assertThat(AwarenessUpdate.decode(update).encode()).isEqualTo(update);
        yield AwarenessChange.NONE;
      }
      case "apply" -> peer.apply(Protocols.bytes(step, "update"));
      default -> throw new IllegalArgumentException(step.toString());
    };
  }

  private static AwarenessChange set(Awareness peer, String state) {
    return state.equals("null") ? peer.removeLocalState() : peer.setLocalState(state);
  }

  private static AwarenessChange change(JsonNode json) {
    return new AwarenessChange(
        clients(json.required("added")),
        clients(json.required("updated")),
        clients(json.required("changed")),
        clients(json.required("removed")));
  }

  private static List<Long> clients(JsonNode json) {
    return json.valueStream().map(JsonNode::longValue).toList();
  }

  private static Map<Long, String> states(JsonNode after) {
    var states = new LinkedHashMap<Long, String>();
    for (var pair : after.required("states").values()) {
      states.put(pair.required(0).longValue(), pair.required(1).stringValue());
    }
    return states;
  }
}

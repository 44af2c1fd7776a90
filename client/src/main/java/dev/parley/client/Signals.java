package dev.parley.client;

import dev.parley.client.viewing.Viewing;
import dev.parley.protocol.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is said for the moment and kept nowhere: typing, whether the person is at the device, and
/// what the person looks at. Used on the loop alone, where nothing else is said.
final class Signals {
  /// While typing goes on, it is said at most so often.
  static final Duration TYPING_EVERY = Duration.ofSeconds(3);

  /// That one still looks on is said so often.
  static final Duration LOOKING_EVERY = Duration.ofSeconds(30);

  /// Most that is told of a topic while an answer is awaited.
  private static final int HEARD_MAX = 200;

  private final Loop loop;
  private final Map<UUID, Long> typingSaidAt = new HashMap<>();
  private final Map<Topic, Look> looks = new ConcurrentHashMap<>();
  private String presence = "";
  private @Nullable Wire wire;

  Signals(Loop loop) {
    this.loop = loop;
  }

  void typing(UUID conversation, boolean typing) {
    if (wire == null) return;
    long now = loop.nanos();
    var said = typingSaidAt.get(conversation);
    if (!typing) {
      if (typingSaidAt.remove(conversation) != null) say("typing.stop", conversation);
    } else if (said == null || now - said >= TYPING_EVERY.toNanos()) {
      typingSaidAt.put(conversation, now);
      say("typing.start", conversation);
    }
  }

  void signal(Topic topic, String name, Object data) {
    if (wire == null) return;
    var payload = Map.of("topic", topic.toString(), "name", name, "data", data);
    wire.request(Wire.Lane.URGENT, "signal.send", payload);
  }

  void presence(String status) {
    presence = status;
    sayPresence();
  }

  void opened(Wire opened) {
    wire = opened;
    looks.values().forEach(Look::beat);
    if (!presence.isEmpty()) sayPresence();
  }

  void lost() {
    wire = null;
    looks.values().forEach(Look::rest);
    typingSaidAt.clear();
  }

  private void say(String type, UUID conversation) {
    if (wire != null) wire.request(Wire.Lane.URGENT, type, Map.of("conversationId", conversation));
  }

  private void sayPresence() {
    if (wire != null) {
      wire.request(Wire.Lane.URGENT, "presence.update", Map.of("status", presence));
    }
  }

  /// Looks at a topic. May be called on any thread.
  Viewing look(Topic topic, Runnable changed) {
    var look = new Look(topic, changed);
    if (looks.putIfAbsent(topic, look) != null) {
      throw new IllegalStateException("Already looking at " + topic);
    }
    loop.execute(look::beat);
    return look;
  }

  void heard(Event.Told event) {
    var look = looks.get(event.topic());
    if (look != null) look.heard(event);
  }

  /// One topic that is looked at: said at once, again and again, and anew on each connection.
  private final class Look implements Viewing {
    private record Seen(Map<UUID, Viewer> viewers, long count) {}

    private final Topic topic;
    private final Runnable changed;
    private final List<Event.Told> since = new ArrayList<>();
    private Loop.Timer timer = Loop.Timer.NONE;
    private volatile Seen seen = new Seen(Map.of(), 0);

    Look(Topic topic, Runnable changed) {
      this.topic = topic;
      this.changed = changed;
    }

    @Override
    public List<Viewer> viewers() {
      return List.copyOf(seen.viewers.values());
    }

    @Override
    public long count() {
      return seen.count;
    }

    private void beat() {
      timer.cancel();
      var of = wire;
      if (of == null || looks.get(topic) != this) return;
      since.clear();
      timer = loop.after(LOOKING_EVERY, this::beat);
      of.request(Wire.Lane.URGENT, "presence.join", Map.of("topic", topic.toString()))
          .thenAccept(answer -> {
            if (of == wire && looks.get(topic) == this) answered(answer);
          });
    }

    private void rest() {
      timer.cancel();
    }

    /// The list as a whole, which may be older than what was told since it was asked for.
    private void answered(JsonNode answer) {
      var viewers = new LinkedHashMap<UUID, Viewer>();
      for (var each : answer.path("viewers")) {
        var viewer = Frames.JSON.treeToValue(each, Viewer.class);
        viewers.put(viewer.userId(), viewer);
      }
      seen = new Seen(viewers, answer.path("count").asLong(0));
      since.forEach(this::take);
      loop.background(changed);
    }

    private void heard(Event.Told event) {
      if (!take(event)) return;
      // Beyond it the next answer corrects what the coming one gets wrong.
      if (since.size() < HEARD_MAX) since.add(event);
      loop.background(changed);
    }

    private boolean take(Event.Told event) {
      var viewers = new LinkedHashMap<>(seen.viewers);
      switch (event) {
        case Event.PresenceJoined came -> {
          for (var one : came.viewers()) {
            viewers.put(one.userId(), new Viewer(one.userId(), one.since()));
          }
          seen = new Seen(viewers, came.count());
        }
        case Event.PresenceLeft gone -> {
          gone.userIds().forEach(viewers::remove);
          seen = new Seen(viewers, gone.count());
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public void close() {
      if (!looks.remove(topic, this)) return;
      loop.execute(() -> {
        rest();
        if (wire == null) return;
        wire.request(Wire.Lane.URGENT, "presence.leave", Map.of("topic", topic.toString()));
      });
    }
  }
}

package dev.parley.e2e.nodes;

import dev.parley.platform.kernel.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One of very many clients that come back as the SDKs do: after a wait that is drawn anew and
/// grows with every failure, to a node that lives, resuming each topic from where it was. It keeps
/// no events, and notes what a client must never see.
final class Returner implements WebSocket.Listener {
  private static final long FLOOR_MILLIS = 100;
  private static final long BASE_MILLIS = 500;
  private static final long CEILING_MILLIS = 30_000;
  private static final int DOUBLINGS_MAX = 10;

  private final HttpClient client;
  private final Supplier<URI> door;
  private final String token;
  private final ScheduledExecutorService clock;
  private final Map<String, Place> places = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
  private @Nullable WebSocket webSocket;
  private int missing;
  private int failures;
  private int refusals;
  private boolean over;

  /// Where a topic stands; an epoch once it has been subscribed to.
  private static final class Place {
    String epoch = "";
    long offset;
  }

  /// Whom to be, and where.
  record Setting(HttpClient client, Supplier<URI> door, ScheduledExecutorService clock) {}

  Returner(Setting setting, String token, List<String> topics) {
    client = setting.client;
    door = setting.door;
    clock = setting.clock;
    this.token = token;
    for (var topic : topics) places.put(topic, new Place());
    missing = topics.size();
  }

  synchronized void connect() {
    if (over) return;
    missing = places.size();
    client
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + token)
        .buildAsync(door.get(), this)
        .whenComplete((opened, error) -> settled(opened, error));
  }

  private synchronized void settled(@Nullable WebSocket opened, @Nullable Throwable error) {
    if (error == null) webSocket = opened;
    else again();
  }

  private synchronized void again() {
    if (over) return;
    webSocket = null;
    long ceiling = Math.min(CEILING_MILLIS, BASE_MILLIS << Math.min(failures, DOUBLINGS_MAX));
    failures++;
    long wait = FLOOR_MILLIS + ThreadLocalRandom.current().nextLong(ceiling);
    clock.schedule(this::connect, wait, TimeUnit.MILLISECONDS);
  }

  /// Whether it hears all its topics.
  synchronized boolean hears() {
    return missing == 0 && webSocket != null;
  }

  /// Where a topic stands for it.
  synchronized long offset(String topic) {
    return place(topic).offset;
  }

  private Place place(String topic) {
    return places.computeIfAbsent(topic, _ -> new Place());
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /// Subscriptions that the server asked to put again later.
  synchronized int refusals() {
    return refusals;
  }

  synchronized void leave() {
    over = true;
    if (webSocket != null) webSocket.abort();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      hear(from, Json.tree(text.toString()));
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  private synchronized void hear(WebSocket from, JsonNode frame) {
    switch (frame.path("type").asString("")) {
      case "ready" -> places.keySet().forEach(topic -> subscribe(from, topic));
      case "reply" -> replied(from, frame.path("id").asString(), frame.path("payload"));
      case "error" -> refused(from, frame);
      default -> event(frame);
    }
  }

  /// A command's id is the topic that it is about.
  private void subscribe(WebSocket from, String topic) {
    var place = place(topic);
    var payload =
        place.epoch.isEmpty()
            ? Map.of("topic", topic)
            : Map.of("topic", topic, "epoch", place.epoch, "offset", place.offset);
    var frame = Json.write(Map.of("type", "subscribe", "id", topic, "payload", payload));
    sent = sent.exceptionally(_ -> null).thenCompose(_ -> from.sendText(frame, true));
  }

  private void replied(WebSocket from, String topic, JsonNode reply) {
    var place = place(topic);
    if (!place.epoch.isEmpty() && !reply.path("recovered").asBoolean()) {
      faults.add(topic + " was not recovered: " + reply);
    }
    if (place.epoch.isEmpty()) place.offset = reply.path("offset").asLong();
    else reply.path("events").forEach(this::event);
    if (place.offset != reply.path("offset").asLong()) {
      faults.add(topic + " ends at " + place.offset + " and not where the reply says: " + reply);
    }
    place.epoch = reply.path("epoch").asString();
    if (reply.path("hasMore").asBoolean()) {
      subscribe(from, topic);
      return;
    }
    if (--missing == 0) failures = 0;
  }

  private void refused(WebSocket from, JsonNode frame) {
    refusals++;
    var topic = frame.path("id").asString("");
    var problem = frame.path("payload");
    if (!places.containsKey(topic) || !problem.path("code").asString().equals("unavailable")) {
      faults.add("refused: " + frame);
      return;
    }
    long wait = FLOOR_MILLIS + ThreadLocalRandom.current().nextLong(BASE_MILLIS);
    clock.schedule(() -> subscribeLater(from, topic), wait, TimeUnit.MILLISECONDS);
  }

  private synchronized void subscribeLater(WebSocket from, String topic) {
    if (!from.isOutputClosed()) subscribe(from, topic);
  }

  private void event(JsonNode frame) {
    var topic = frame.path("topic").asString("");
    if (!frame.has("offset") || !places.containsKey(topic)) return;
    var place = place(topic);
    long offset = frame.path("offset").asLong();
    if (offset != place.offset + 1) faults.add(topic + " after " + place.offset + ": " + frame);
    place.offset = offset;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    again();
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    again();
  }
}

package dev.parley.e2e.faults.probe;

import dev.parley.e2e.Socket;
import dev.parley.e2e.World.Person;
import dev.parley.e2e.faults.load.Rest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// Sings every 50 ms at one node after the other, a song of its own each time, so that whoever
/// hears it is known to have heard until then.
final class Canary implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private final Map<String, Long> sung = new ConcurrentHashMap<>();
  private final Rest rest = new Rest();
  private final Thread thread;

  Canary(Scene scene, Person singer, String conversation) {
    var path = "/conversations/" + conversation + "/messages";
    var stations = scene.cluster().stations();
    thread =
        Thread.ofVirtual()
            .name("canary")
            .start(() -> {
              for (int i = 0; rest.pause(PAUSE); i++) {
                var song = "canary " + i;
                sung.put(song, System.nanoTime());
                var api = singer.api().at(stations.get(i % stations.size()).node());
                api.patient(ANSWER_MAX).tryCall("POST", path, Map.of("content", song));
              }
            });
  }

  /// When the last song began that this connection has heard.
  OptionalLong lastHeard(Socket socket) {
    return socket.ofType("message.new").stream()
        .map(frame -> frame.path("payload").path("message").path("content").asString(""))
        .mapToLong(song -> sung.getOrDefault(song, 0L))
        .max();
  }

  /// Whether each of them has heard it by now.
  boolean isHeardBy(List<Socket> sockets) {
    return sockets.stream().allMatch(socket -> lastHeard(socket).isPresent());
  }

  @Override
  public void close() {
    rest.end();
    try {
      thread.join(ANSWER_MAX.multipliedBy(2));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

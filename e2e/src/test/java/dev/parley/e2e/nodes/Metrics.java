package dev.parley.e2e.nodes;

import dev.parley.e2e.Node;
import dev.parley.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;

/// What nodes tell in their metrics.
public final class Metrics {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final Duration CONNECTED_MAX = Duration.ofSeconds(20);

  private Metrics() {}

  /// The sum of a metric over its labels; 0 when it is not there.
  public static double of(Node node, String name) {
    return text(node)
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /// All that a node tells, as Prometheus reads it.
  static String text(Node node) {
    var request = HttpRequest.newBuilder(URI.create(node.base() + "/metrics")).build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Waits until each of the nodes hears the others.
  static void awaitBus(Node... nodes) {
    Await.until(
        "the nodes hear each other",
        CONNECTED_MAX,
        () -> Stream.of(nodes).allMatch(node -> of(node, "parley_bus_connected") == 1));
  }
}

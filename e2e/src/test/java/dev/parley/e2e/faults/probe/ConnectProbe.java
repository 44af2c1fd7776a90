package dev.parley.e2e.faults.probe;

import dev.parley.e2e.Socket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// How long it takes to connect, one after the other, until the server is ready.
public final class ConnectProbe implements Probe {
  private static final int TIMES = 40;
  private static final Duration CONNECTED_MAX = Duration.ofMillis(500);

  @Override
  public List<Finding> measure(Scene scene) {
    var person = scene.world().admin();
    var took =
        IntStream.range(0, TIMES)
            .mapToObj(i -> {
              var node = scene.cluster().cluster().node(i % scene.cluster().stations().size());
              long start = System.nanoTime();
              Socket.open(node, person.token()).close();
              return Duration.ofNanos(System.nanoTime() - start);
            })
            .sorted()
            .toList();
    var p95 = took.get(TIMES * 95 / 100 - 1);
    return List.of(Finding.within(Law.L1, "connected, p95", p95, CONNECTED_MAX).lenient());
  }
}

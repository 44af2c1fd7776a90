package dev.parley.e2e.faults.probe;

import dev.parley.e2e.faults.load.Link;
import dev.parley.protocol.CloseCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Stops a node as an operator does, under load and with people connected.
public final class DrainProbe implements Probe {
  private static final Duration EXIT_MAX = Duration.ofSeconds(30);
  private static final int PEOPLE = 20;

  @Override
  public List<Finding> measure(Scene scene) {
    var node = scene.cluster().station(0).node();
    var ears = new ArrayList<Ear>();
    try {
      for (int i = 0; i < PEOPLE; i++) {
        ears.add(Ear.to(Link.open(node.socket(), scene.world().admin().token())));
      }
      long start = System.nanoTime();
      int code = scene.cluster().station(0).drain();
      var took = Duration.ofNanos(System.nanoTime() - start);
      return List.of(
          Finding.within(Law.L6, "ended", took, EXIT_MAX),
          Finding.fact(Law.L6, "ended with 0", code == 0),
          Finding.fact(Law.L6, "all were told, and closed as going away", allTold(ears)),
          Finding.fact(Law.L6, "each at a moment of its own", moments(ears) > PEOPLE / 2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ears.forEach(Ear::close);
    }
  }

  private static boolean allTold(List<Ear> ears) {
    int goingAway = CloseCode.GOING_AWAY.code();
    return ears.stream()
        .allMatch(
            ear -> ear.ofType("session.drain").size() == 1 && ear.end().orElse(0) == goingAway);
  }

  private static long moments(List<Ear> ears) {
    return ears.stream()
        .flatMap(ear -> ear.ofType("session.drain").stream())
        .map(note -> note.payload().path("reconnectAfterMs").asLong())
        .distinct()
        .count();
  }
}

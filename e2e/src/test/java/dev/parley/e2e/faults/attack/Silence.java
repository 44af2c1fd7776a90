package dev.parley.e2e.faults.attack;

import dev.parley.e2e.faults.load.Rest;
import dev.parley.e2e.faults.probe.Finding;
import dev.parley.e2e.faults.probe.Law;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Very many connections from nobody in particular: some say nothing, some say it very slowly.
///
/// @param count of connections that are open at any moment
/// @param words what is said, a letter at a time; empty for silence
public record Silence(int count, String words) implements Attack {
  /// The server waits ten seconds for the head of a request, and a busy machine comes late.
  private static final Duration LASTS_MAX = Duration.ofSeconds(15);

  private static final Rest REST = new Rest();
  private static final Duration BETWEEN_LETTERS = Duration.ofMillis(400);

  @Override
  public List<Finding> run(Target target, BooleanSupplier goesOn) {
    var crowd = new Crowd(count, goesOn);
    crowd.live(number -> {
      try (var intruder = Intruder.at(target.node(), number)) {
        long start = System.nanoTime();
        spell(intruder, goesOn);
        intruder.awaitEnd();
        crowd.lasted(Duration.ofNanos(System.nanoTime() - start));
        crowd.met("cut");
      }
    });
    return List.of(
        Finding.within(Law.T1, "each is cut", crowd.longest(), LASTS_MAX),
        Finding.seen(
            Law.T1,
            "nothing else befalls them",
            crowd.fates().toString(),
            crowd.fates().keySet().equals(Set.of("cut"))));
  }

  /// Until it is cut short, or all is said.
  private void spell(Intruder intruder, BooleanSupplier goesOn) {
    try {
      for (int i = 0; i < words.length() && goesOn.getAsBoolean(); i++) {
        intruder.say(words.substring(i, i + 1));
        REST.pause(BETWEEN_LETTERS);
      }
    } catch (IOException _) {
      // Cut while it spoke.
    }
  }
}

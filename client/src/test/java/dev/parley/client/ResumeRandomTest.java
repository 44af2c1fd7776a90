package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Random histories of commits, losses, repeats and drops; a failure names its seed.
class ResumeRandomTest {
  private static final int SEEDS = 300;
  private static final int STEPS = 200;

  @Test
  void everyEventIsToldOnceAndInOrder() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var world = new World();
      world.server.repliesMax = random.nextInt(1, 20);
      world.connected().hear(0);
      for (int step = 0; step < STEPS; step++) step(world, random);
      world.loop.pass(Duration.ofMinutes(2));
      if (!world.server.connected()) world.loop.pass(Duration.ofMinutes(2));
      world.server.commit(true);
      world.loop.pass(Duration.ofMinutes(2));
      var all = LongStream.rangeClosed(1, world.server.log.size()).boxed().toList();
      assertThat(world.told()).as("seed %d", seed).isEqualTo(all);
    }
  }

  private static void step(World world, Random random) {
    var server = world.server;
    switch (random.nextInt(12)) {
      case 0 -> server.close(random.nextBoolean() ? 1006 : 4413);
      case 1 -> world.loop.pass(Duration.ofMillis(random.nextInt(2_000)));
      case 2, 3 -> server.commit(false);
      case 4 -> server.repeat(random.nextInt(1, server.log.size() + 2));
      default -> server.commit(true);
    }
  }
}

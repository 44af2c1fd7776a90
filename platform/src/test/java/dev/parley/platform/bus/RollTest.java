package dev.parley.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RollTest {
  private static final List<String> CHANNELS = List.of("a", "b", "c");
  private static final int STEPS = 400;

  private Roll roll = new Roll();

  @Test
  void aChannelIsHeardOnceItsRequestWasConfirmed() {
    var heard = roll.want("a").toCompletableFuture();
    assertThat(roll.take()).isEqualTo(new Roll.Requests(List.of("a"), List.of()));
    assertThat(roll.take()).isEqualTo(new Roll.Requests(List.of(), List.of()));
    assertThat(heard).isNotDone();
    assertThat(roll.isHeardUpTo(roll.requests())).isFalse();
    roll.joined("a");
    assertThat(heard).isDone();
    assertThat(roll.isHeardUpTo(roll.requests())).isTrue();
  }

  @Test
  void wishesThatCancelEachOtherAreNotAsked() {
    roll.want("a");
    roll.unwant("a");
    assertThat(roll.take()).isEqualTo(new Roll.Requests(List.of(), List.of()));
  }

  @Test
  void whatWasWantedAgainIsHeardWithTheLastConfirmationAndNotTheFirst() {
    roll.want("a");
    roll.take();
    roll.unwant("a");
    roll.take();
    var again = roll.want("a").toCompletableFuture();
    roll.take();
    roll.joined("a");
    assertThat(again).isNotDone();
    assertThat(roll.left("a")).isFalse();
    roll.joined("a");
    assertThat(again).isDone();
  }

  @Test
  void anEndThatNobodyAskedForIsALossAndIsAskedForAgain() {
    roll.want("a");
    roll.take();
    roll.joined("a");
    assertThat(roll.left("a")).isTrue();
    assertThat(roll.isHeardUpTo(roll.requests())).isFalse();
    assertThat(roll.take().join()).containsExactly("a");
  }

  @Test
  void aRefusalIsAskedForAgain() {
    var heard = roll.want("a").toCompletableFuture();
    roll.take();
    roll.refused(List.of("a"));
    assertThat(heard).isNotDone();
    assertThat(roll.isHeardUpTo(roll.requests())).isFalse();
    assertThat(roll.take().join()).containsExactly("a");
  }

  @Test
  void theNextConnectionIsAskedForAllThatIsWanted() {
    roll.want("a");
    roll.want("b");
    roll.take();
    roll.joined("a");
    roll.unwant("b");
    var next = roll.again();
    assertThat(next.isHeardUpTo(next.requests())).isFalse();
    assertThat(next.take()).isEqualTo(new Roll.Requests(List.of("a"), List.of()));
  }

  @Test
  void whatIsAskedLaterDoesNotKeepAnEarlierDoubtAlive() {
    roll.want("a");
    roll.take();
    long asked = roll.requests();
    roll.joined("a");
    roll.want("b");
    roll.take();
    assertThat(roll.isHeardUpTo(asked)).isTrue();
    assertThat(roll.isHeardUpTo(roll.requests())).isFalse();
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /// A server that answers in order, refuses some requests, and ends some subscriptions by itself.
  private final class Server {
    private final Random random;
    private final Set<String> subscribed = new HashSet<>();
    private final Queue<Runnable> answers = new ArrayDeque<>();

    Server(Random random) {
      this.random = random;
    }

    void ask(Roll.Requests requests) {
      for (var channel : requests.join()) {
        if (random.nextInt(5) == 0) {
          answers.add(() -> roll.refused(List.of(channel)));
        } else {
          subscribed.add(channel);
          answers.add(() -> roll.joined(channel));
        }
      }
      for (var channel : requests.leave()) {
        subscribed.remove(channel);
        answers.add(() -> roll.left(channel));
      }
    }

    void endOne() {
      subscribed.stream()
          .findAny()
          .ifPresent(channel -> {
            subscribed.remove(channel);
            answers.add(() -> roll.left(channel));
          });
    }

    void answerOne() {
      var answer = answers.poll();
      if (answer != null) answer.run();
    }

    void answerAll() {
      while (!answers.isEmpty()) answerOne();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onceAllIsAnsweredAndClaimedToBeHeardTheServerHasExactlyWhatIsWanted(long seed) {
    var random = new Random(seed);
    var server = new Server(random);
    var wanted = new HashSet<String>();
    for (int step = 0; step < STEPS; step++) {
      var channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
      switch (random.nextInt(6)) {
        case 0 -> {
          wanted.add(channel);
          roll.want(channel);
        }
        case 1 -> {
          wanted.remove(channel);
          roll.unwant(channel);
        }
        case 2 -> server.ask(roll.take());
        case 3 -> server.endOne();
        default -> server.answerOne();
      }
    }
    do {
      server.answerAll();
      server.ask(roll.take());
      server.answerAll();
    } while (!roll.isHeardUpTo(roll.requests()));
    assertThat(server.subscribed).as("seed %d", seed).isEqualTo(wanted);
  }
}

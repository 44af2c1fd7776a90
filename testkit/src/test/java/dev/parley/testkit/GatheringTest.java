package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.postgres.Gathering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final int MOST = 10;
  private static final int FAULT = 998;
  private static final int ERROR = 996;
  private static final int ANOTHER_GROUP = 4_000;

  private final List<List<Integer>> queries = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore gate = new Semaphore(0);
  private final Gathering<Integer, String> gathering =
      new Gathering<>(new Gathering.Bounds(2, 1, MOST), question -> question / 1_000, this::query);
  private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger asking = new AtomicInteger();

  @AfterEach
  void close() {
    gate.release(1_000);
    askers.close();
  }

  /// Even numbers have an answer, odd ones have none, two are a fault. Thousands are groups.
  private Map<Integer, String> query(List<Integer> questions) {
    queries.add(questions);
    gate.acquireUninterruptibly();
    var answers = new HashMap<Integer, String>();
    for (int question : questions) {
      if (question == FAULT) throw new IllegalArgumentException("a fault");
      if (question == ERROR) throw new StackOverflowError("an error");
      if (question % 2 == 0) answers.put(question, "answer " + question);
    }
    return answers;
  }

  private Future<Optional<String>> ask(int question) {
    return askers.submit(() -> {
      asking.incrementAndGet();
      return gathering.ask(question);
    });
  }

  /// Asks something that stays under way until the gate opens, and then the rest.
  private List<Future<Optional<String>>> askBehind(IntStream questions) {
    ask(100);
    Await.until("the first is under way", () -> queries.size() == 1);
    return questions.mapToObj(this::ask).toList();
  }

  private static String answer(Future<Optional<String>> asked) {
    return Await.get(asked::get).orElse("none");
  }

  @Test
  void whoIsAloneIsAskedAtOnce() {
    gate.release();
    assertThat(answer(ask(4))).isEqualTo("answer 4");
    gate.release();
    assertThat(answer(ask(5))).isEqualTo("none");
    assertThat(queries).containsExactly(List.of(4), List.of(5));
  }

  @Test
  void whatComesWhileAQueryIsUnderWayIsAskedTogetherAndOnce() {
    var rest = askBehind(IntStream.of(1, 2, 2, 2, 3));
    Await.until("all have asked", () -> asking.get() == 6 && gathering.waiting() == 3);
    gate.release(2);
    assertThat(rest.stream().map(GatheringTest::answer))
        .containsExactly("none", "answer 2", "answer 2", "answer 2", "none");
    assertThat(queries).hasSize(2);
    assertThat(queries.get(1)).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void aQueryHasNoMoreQuestionsThanItMay() {
    var rest = askBehind(IntStream.range(0, 25));
    Await.until("all wait", () -> gathering.waiting() == 25);
    gate.release(4);
    rest.forEach(GatheringTest::answer);
    assertThat(queries.stream().map(List::size)).containsExactly(1, MOST, MOST, 5);
  }

  @Test
  void aFaultStaysInItsGroup() {
    var rest = askBehind(IntStream.of(FAULT, 2));
    Await.until("all wait", () -> gathering.waiting() == 2);
    var other = ask(ANOTHER_GROUP);
    Await.until("another group does not wait", () -> queries.size() == 2);
    gate.release(3);
    for (var each : rest) {
      assertThatThrownBy(() -> Await.get(each::get))
          .hasStackTraceContaining("IllegalArgumentException: a fault");
    }
    assertThat(answer(other)).isEqualTo("answer 4000");
  }

  @Test
  void anErrorCostsNoPlace() {
    gate.release(10);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> Await.get(ask(ERROR)::get)).hasStackTraceContaining("an error");
    }
    assertThat(answer(ask(6))).isEqualTo("answer 6");
  }

  @Test
  void oneGroupDoesNotKeepAnotherWaiting() {
    var rest = askBehind(IntStream.range(0, 25));
    Await.until("all wait", () -> gathering.waiting() == 25);
    var other = ask(ANOTHER_GROUP);
    gate.release(2);
    assertThat(answer(other)).isEqualTo("answer 4000");
    gate.release(3);
    rest.forEach(GatheringTest::answer);
  }
}

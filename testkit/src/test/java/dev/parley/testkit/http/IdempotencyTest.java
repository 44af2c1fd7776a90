package dev.parley.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.http.ApiServer;
import dev.parley.platform.http.ApiSettings;
import dev.parley.protocol.Problem;
import dev.parley.testkit.Await;
import dev.parley.testkit.TestPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
  private static final int SAME = 8;

  private static TestPostgres postgres;
  private static Notes notes;

  private final String key = UUID.randomUUID().toString();

  @BeforeAll
  static void open() {
    postgres = TestPostgres.create();
    var owner = postgres.address();
    Jdbi.create(owner.jdbcUrl(), owner.user(), owner.password())
        .useHandle(sql -> {
          sql.execute("create table note (tenant_id uuid not null, text text not null)");
          sql.execute("select parley_protect('note')");
        });
    notes = new Notes(postgres, ApiSettings.local(0));
  }

  @AfterAll
  static void close() {
    notes.close();
    postgres.close();
  }

  private HttpResponse<String> post(String body) {
    return notes.post(body, "Idempotency-Key", key);
  }

  private HttpResponse<String> put(String body) {
    return notes.write("PUT", body, "Idempotency-Key", key);
  }

  private static List<HttpResponse<String>> atOnce(Supplier<HttpResponse<String>> request) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, SAME)
              .mapToObj(_ -> CompletableFuture.supplyAsync(request, threads))
              .toList();
      return running.stream().map(CompletableFuture::join).toList();
    }
  }

  private static long rows(String text) {
    var root = postgres.superuser();
    return Jdbi.create(root.jdbcUrl(), root.user(), root.password())
        .withHandle(sql ->
            sql.createQuery("select count(*) from note where text = :text")
                .bind("text", text)
                .mapTo(Long.class)
                .one());
  }

  @Test
  void aRepetitionGetsTheFirstAnswer() {
    var first = post("{\"text\":\"once\"}");
    int ran = notes.ran.get();
    var second = post("{\"text\":\"once\"}");
    assertThat(notes.ran).hasValue(ran);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void requestsAtOnceTakeEffectOnce() {
    int before = notes.ran.get();
    var answers = atOnce(() -> post("{\"text\":\"together\"}"));
    assertThat(notes.ran).hasValue(before + 1);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
    assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
  }

  @Test
  void changesAtOnceTakeEffectOnceInOneTransaction() {
    var answers = atOnce(() -> put("{\"text\":\"row-" + key + "\"}"));
    assertThat(rows("row-" + key)).isEqualTo(1);
    assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
  }

  @Test
  void anotherRequestUnderTheSameKeyIsRefused() {
    post("{\"text\":\"one\"}");
    var other = post("{\"text\":\"two\"}");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(Notes.code(other)).isEqualTo("idempotency_mismatch");
  }

  @Test
  void aRefusalIsAnAnswerLikeAnyOther() {
    assertThat(post("{\"text\":\"no\"}").statusCode()).isEqualTo(409);
    int ran = notes.ran.get();
    var second = post("{\"text\":\"no\"}");
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(notes.ran).hasValue(ran);
  }

  @Test
  void aRefusedChangeLeavesNothingBehindAndIsRemembered() {
    assertThat(put("{\"text\":\"no-" + key + "\"}").statusCode()).isEqualTo(409);
    assertThat(rows("no-" + key)).isZero();
    int ran = notes.ran.get();
    assertThat(put("{\"text\":\"no-" + key + "\"}").statusCode()).isEqualTo(409);
    assertThat(notes.ran).hasValue(ran);
  }

  @Test
  void whatAsksToTryAgainIsTriedAgainForTheSameThing() {
    notes.made.clear();
    notes.troubles.add(new Problem.Unavailable("busy").refused());
    notes.troubles.add(new IllegalStateException("broken"));
    assertThat(post("{\"text\":\"trying\"}").statusCode()).isEqualTo(503);
    assertThat(post("{\"text\":\"trying\"}").statusCode()).isEqualTo(500);
    assertThat(post("{\"text\":\"trying\"}").statusCode()).isEqualTo(201);
    assertThat(notes.made).hasSize(1);
  }

  @Test
  void whatWasNotAnsweredStillHoldsItsKeyAgainstAnotherRequest() {
    notes.troubles.add(new Problem.Unavailable("busy").refused());
    assertThat(post("{\"text\":\"trying\"}").statusCode()).isEqualTo(503);
    assertThat(post("{\"text\":\"another\"}").statusCode()).isEqualTo(422);
  }

  @Test
  void whatTookEffectIsMadeAgainUnderItsIdWhereItsAnswerWasNotKept() {
    notes.made.clear();
    notes.unkept = () -> asSuperuser("revoke update on http_idempotency from parley_app");
    try {
      assertThat(post("{\"text\":\"unkept\"}").statusCode()).isEqualTo(201);
    } finally {
      notes.unkept = () -> {};
      asSuperuser("grant update on http_idempotency to parley_app");
    }
    int before = notes.ran.get();
    assertThat(post("{\"text\":\"unkept\"}").statusCode()).isEqualTo(409);
    assertThat(notes.ran).hasValue(before);
    notes.clock.advance(Duration.ofSeconds(61));
    assertThat(post("{\"text\":\"unkept\"}").statusCode()).isEqualTo(201);
    assertThat(notes.ran).hasValue(before + 1);
    assertThat(notes.made).hasSize(1);
  }

  private static void asSuperuser(String statement) {
    var root = postgres.superuser();
    Jdbi.create(root.jdbcUrl(), root.user(), root.password())
        .useHandle(sql -> sql.execute(statement));
  }

  @Test
  void aClaimWhoseNodeDiedIsTakenOverForTheSameThing() {
    notes.made.clear();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int before = notes.ran.get();
      var lost = CompletableFuture.supplyAsync(() -> post("{\"text\":\"wait\"}"), threads);
      Await.until("the first runs", () -> notes.ran.get() == before + 1);
      notes.clock.advance(Duration.ofSeconds(61));
      notes.hold.release(2);
      assertThat(post("{\"text\":\"wait\"}").statusCode()).isEqualTo(201);
      assertThat(lost.join().statusCode()).isEqualTo(201);
      assertThat(notes.made).hasSize(1);
    }
  }

  @Test
  void whatIsRepeatedAfterAnswersWereForgottenTakesNoSecondEffect() {
    assertThat(post("{\"text\":\"forgotten\"}").statusCode()).isEqualTo(201);
    int ran = notes.ran.get();
    assertThat(postgres.database().<Integer>system(ApiServer::forgetAnswers)).isPositive();
    var again = post("{\"text\":\"forgotten\"}");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("The first answer is no longer known");
    assertThat(notes.ran).hasValue(ran);
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    notes.made.clear();
    post("{\"text\":\"day\"}");
    int ran = notes.ran.get();
    notes.clock.advance(Duration.ofHours(25));
    post("{\"text\":\"another day\"}");
    assertThat(notes.ran).hasValue(ran + 1);
    assertThat(notes.made).hasSize(2);
  }

  @Test
  void aKeyOfImpossibleFormIsRefused() {
    var answer = notes.post("{\"text\":\"a\"}", "Idempotency-Key", "x".repeat(201));
    assertThat(Notes.json(answer).path("field").asString()).isEqualTo("Idempotency-Key");
  }
}

package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.World.Person;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One effect for each `Idempotency-Key`, on whatever node the request is repeated, and whatever
/// died meanwhile.
class IdempotencyTest {
  private static final int SAME = 6;

  /// Keeps answers from being kept, as the death of a node does right after the effect.
  private static final String FORGET =
      """
      create function keep_nothing() returns trigger language plpgsql as
        $$ begin raise exception 'not kept'; end $$;
      create trigger keep_nothing before update on http_idempotency
        for each row when (new.status is not null and new.key like 'unkept-%')
        execute function keep_nothing();
      """;

  private static final String REMEMBER = "drop function if exists keep_nothing() cascade";

  private final Cluster cluster = Cluster.shared();
  private final String name = "Thing " + UUID.randomUUID();
  private final String key = UUID.randomUUID().toString();
  private World world;
  private Person ada;
  private Person bob;
  private String conversation;
  private String workspace;

  /// The operations that make something new each time they are carried out.
  enum Deed {
    CREATE_CONVERSATION,
    CREATE_WORKSPACE,
    CREATE_TASK,
    SEND_MESSAGE,
    CREATE_USER
  }

  @BeforeEach
  void meet() {
    world = World.create(cluster);
    ada = world.admin();
    bob = world.person("Bob");
    conversation = world.group("Once", ada, bob);
    var work = ada.api().post("/workspaces", Map.of("name", "Work")).expect(201);
    workspace = work.path("workspace").path("id").asString();
  }

  @AfterEach
  void remember() {
    cluster.execute(REMEMBER);
  }

  private Api.Answer carryOut(Deed deed, int node, String underKey) {
    var api = ada.api().at(cluster.node(node)).with("Idempotency-Key", underKey);
    return switch (deed) {
      case CREATE_CONVERSATION -> api.post("/conversations", group(bob));
      case CREATE_WORKSPACE -> api.post("/workspaces", Map.of("name", name));
      case CREATE_TASK -> api.post(tasks(), Map.of("title", name));
      case SEND_MESSAGE -> api.post(messages(), Map.of("content", name));
      case CREATE_USER ->
          api.post(
              "/users",
              Map.of(
                  "email",
                  key + "@example.org",
                  "displayName",
                  name,
                  "password",
                  "correct horse battery staple"));
    };
  }

  private long effects(Deed deed) {
    return switch (deed) {
      case CREATE_CONVERSATION -> named("conversations");
      case CREATE_WORKSPACE -> named("workspaces");
      case CREATE_TASK ->
          ada.api()
              .get(tasks())
              .expect(200)
              .path("tasks")
              .valueStream()
              .filter(task -> task.path("title").asString("").equals(name))
              .count();
      case SEND_MESSAGE ->
          History.events(ada.api(), "conversation:" + conversation).stream()
              .filter(event -> event.toString().contains(name))
              .count();
      case CREATE_USER ->
          ada.api()
              .get("/users/search?query=" + name.replace(" ", "%20"))
              .expect(200)
              .path("users")
              .size();
    };
  }

  private String tasks() {
    return "/workspaces/" + workspace + "/tasks";
  }

  private long named(String things) {
    var listed = ada.api().get("/" + things).expect(200).path(things);
    return listed.valueStream().filter(made -> made.path("name").asString("").equals(name)).count();
  }

  private Map<String, Object> group(Person other) {
    return Map.of("type", "group", "name", name, "participantIds", List.of(other.id()));
  }

  private String messages() {
    return "/conversations/" + conversation + "/messages";
  }

  @ParameterizedTest
  @EnumSource
  void requestsAtOnceOnTwoNodesTakeEffectOnceAndGetOneAnswer(Deed deed) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, SAME)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> carryOut(deed, i % 2, key), threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(answers.stream().map(answer -> answer.expect(201)).distinct()).hasSize(1);
    }
    assertThat(effects(deed)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatANodeDidBeforeItDiedTheOtherDoesNotDoAgain(Deed deed) {
    var unkept = "unkept-" + key;
    cluster.execute(FORGET);
    var first = carryOut(deed, 0, unkept);
    cluster.execute(REMEMBER);
    cluster.execute(
        "update http_idempotency set running_until = now() where key = '%s'".formatted(unkept));
    var second = carryOut(deed, 1, unkept).expect(201);
    if (first.status() == 201) assertThat(second).isEqualTo(first.body());
    assertThat(effects(deed)).isEqualTo(1);
    assertThat(carryOut(deed, 0, unkept).expect(201)).isEqualTo(second);
    assertThat(effects(deed)).isEqualTo(1);
  }

  @Test
  void anotherRequestUnderTheSameKeyIsRefusedOnTheOtherNode() {
    carryOut(Deed.SEND_MESSAGE, 0, key).expect(201);
    var api = ada.api().at(cluster.node(1)).with("Idempotency-Key", key);
    assertThat(api.post(messages(), Map.of("content", "Another")).verdict())
        .isEqualTo("idempotency_mismatch");
    assertThat(carryOut(Deed.CREATE_CONVERSATION, 1, key).status()).isEqualTo(422);
  }

  @Test
  void aKeyIsOnePersonsOwn() {
    carryOut(Deed.CREATE_CONVERSATION, 0, key).expect(201);
    bob.api().with("Idempotency-Key", key).post("/conversations", group(ada)).expect(201);
    assertThat(effects(Deed.CREATE_CONVERSATION)).isEqualTo(2);
  }
}

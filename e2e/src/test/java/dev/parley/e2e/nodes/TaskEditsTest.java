package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.History;
import dev.parley.e2e.World;
import dev.parley.e2e.World.Person;
import dev.parley.e2e.history.Linearizability.Verdict;
import dev.parley.e2e.history.Model;
import dev.parley.e2e.history.Register;
import dev.parley.e2e.nodes.TaskEditor.Edited;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Fifty clients edit the same tasks over two nodes while a node is killed and Redis goes away: no
/// update is lost, versions come without gap, and all of it can have happened in one order.
class TaskEditsTest {
  private static final int EDITORS = 50;
  private static final int PEOPLE = 10;
  private static final int TASKS = 8;
  private static final int EDITS_BETWEEN = 100;
  private static final Duration EDITED_MAX = Duration.ofSeconds(60);

  private static Cluster cluster;

  private final AtomicBoolean goesOn = new AtomicBoolean(true);
  private List<Person> people;
  private final List<Edited> tasks = new ArrayList<>();

  @BeforeAll
  static void start() {
    cluster = Cluster.start(TaskEditor.NODES);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void begin() {
    var world = World.create(cluster);
    people = IntStream.range(0, PEOPLE).mapToObj(i -> world.person("P" + i)).toList();
    var owner = people.getFirst();
    var made = owner.api().post("/workspaces", Map.of("name", "Work")).expect(201);
    var path = "/workspaces/" + made.path("workspace").path("id").asString();
    var others = people.stream().skip(1).map(Person::id).toList();
    owner.api().post(path + "/members", Map.of("userIds", others)).expect(200);
    for (int i = 0; i < TASKS; i++) {
      var task = owner.api().post(path + "/tasks", Map.of("title", "first")).expect(201);
      var register = new Register("task " + i, Model.versioned("1:first"));
      tasks.add(Edited.of(task.path("task").path("id").asString(), register));
    }
  }

  private int acknowledged() {
    return tasks.stream().mapToInt(task -> task.acknowledged().size()).sum();
  }

  private void awaitMoreEdits() {
    int before = acknowledged();
    Await.until("more is edited", EDITED_MAX, () -> acknowledged() > before + EDITS_BETWEEN);
  }

  @Test
  void nothingIsLostAndVersionsHaveNoGap() {
    try (var editors = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < EDITORS; i++) {
        var person = people.get(i % PEOPLE);
        editors.execute(new TaskEditor(cluster, "e" + i, person, tasks, goesOn::get));
      }
      try {
        awaitMoreEdits();
        cluster.node(1).kill();
        awaitMoreEdits();
        cluster.restart(1);
        awaitMoreEdits();
        cluster.redis().kill();
        awaitMoreEdits();
        cluster.redis().start();
        awaitMoreEdits();
      } finally {
        goesOn.set(false);
      }
    }
    tasks.forEach(this::judge);
  }

  private void judge(Edited task) {
    var verdict = task.register().verdict();
    assertThat(verdict).isInstanceOf(Verdict.Holds.class);
    var api = people.getFirst().api().at(cluster.node(0));
    var states = new ArrayList<>(List.of("1:first"));
    for (var event : History.events(api, "task:" + task.id())) {
      if (!event.path("type").asString().equals("task.updated")) continue;
      var payload = event.path("payload");
      var title = payload.path("changes").path("title").asString();
      states.add(payload.path("version").intValue() + ":" + title);
    }
    for (int i = 0; i < states.size(); i++) assertThat(states.get(i)).startsWith(i + 1 + ":");
    assertThat(states).containsAll(task.acknowledged());
    var now = api.get(task.path()).expect(200).path("task");
    assertThat(TaskEditor.state(now)).isEqualTo(states.getLast());
  }
}

package dev.parley.e2e.nodes;

import dev.parley.e2e.Api;
import dev.parley.e2e.Cluster;
import dev.parley.e2e.World.Person;
import dev.parley.e2e.history.Call;
import dev.parley.e2e.history.Call.Verb;
import dev.parley.e2e.history.Register;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/// Reads tasks and changes what it has read, on whatever node, and writes down what it was told.
final class TaskEditor implements Runnable {
  static final int NODES = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final String name;
  private final Api api;
  private final List<Edited> tasks;
  private final Random random;
  private final BooleanSupplier goesOn;
  private int edits;

  /// A task that many edit, and the titles that were acknowledged, as `version:title`.
  record Edited(String id, Register register, Set<String> acknowledged) {
    static Edited of(String id, Register register) {
      return new Edited(id, register, ConcurrentHashMap.newKeySet());
    }

    String path() {
      return "/tasks/" + id;
    }
  }

  TaskEditor(
      Cluster cluster, String name, Person person, List<Edited> tasks, BooleanSupplier goesOn) {
    this.cluster = cluster;
    this.name = name;
    this.api = person.api().patient(PATIENCE);
    this.tasks = tasks;
    this.random = new Random(name.hashCode());
    this.goesOn = goesOn;
  }

  @Override
  public void run() {
    while (goesOn.getAsBoolean()) {
      var task = tasks.get(random.nextInt(tasks.size()));
      read(task).ifPresent(state -> edit(task, state));
    }
  }

  private Api somewhere() {
    return api.at(cluster.node(random.nextInt(NODES)));
  }

  private Optional<String> read(Edited task) {
    long invoked = System.nanoTime();
    var answer = somewhere().tryCall("GET", task.path(), null).filter(got -> got.status() == 200);
    var state = answer.map(got -> state(got.body().path("task")));
    state.ifPresent(text -> task.register().add(Call.read(name, invoked, System.nanoTime(), text)));
    return state;
  }

  private void edit(Edited task, String state) {
    var version = Integer.parseInt(state, 0, state.indexOf(':'), 10);
    var title = name + "-" + edits++;
    var value = version + ":" + title;
    long invoked = System.nanoTime();
    var answer =
        somewhere().tryCall("PATCH", task.path(), Map.of("version", version, "title", title));
    long returned = System.nanoTime();
    if (answer.isEmpty() || answer.get().status() >= 500) {
      task.register().add(new Call(name, invoked, Call.NEVER, Verb.WRITE, value, ""));
      return;
    }
    var got = answer.get();
    if (got.status() == 200) {
      var after = state(got.body().path("task"));
      task.acknowledged().add(after);
      task.register().add(new Call(name, invoked, returned, Verb.WRITE, value, after));
    } else if (got.status() == 409) {
      task.register().add(Call.read(name, invoked, returned, state(got.body().path("current"))));
    }
  }

  static String state(JsonNode task) {
    return task.path("version").intValue() + ":" + task.path("title").asString();
  }
}

package dev.parley.features.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.Conversation;
import dev.parley.features.conversations.ConversationId;
import dev.parley.features.world.Server;
import dev.parley.features.world.View;
import dev.parley.features.world.World;
import dev.parley.platform.events.Position;
import dev.parley.platform.kernel.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Old snapshot plus events equals fresh snapshot, after every command.
class SnapshotLawTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");
  private final ConversationId id = world.group(ada, bob, cyd);
  private final Message first = world.send(ada, id, "First");

  @AfterAll
  static void close() {
    SERVER.close();
  }

  /// Runs the command and holds each person's old snapshot, in full and as listed, to the law.
  private void holds(Runnable command) {
    holds(List.of(ada, bob, cyd), command);
  }

  private void holds(List<Actor> people, Runnable command) {
    var before = new ArrayList<Runnable>();
    for (var person : people) {
      before.add(watch(person, SERVER.conversations.find(person, id).orElseThrow()));
      before.add(watch(person, listed(person).orElseThrow()));
    }
    command.run();
    before.forEach(Runnable::run);
  }

  private Runnable watch(Actor person, Conversation snapshot) {
    boolean whole = snapshot.participants().isPresent();
    var view = new View(person.user(), snapshot, history(person));
    var position = new Position(snapshot.epoch(), snapshot.offset());
    return () -> {
      for (var event : world.events(id.topic(), position)) view.apply(event);
      var fresh = whole ? SERVER.conversations.find(person, id) : listed(person);
      assertThat(view.gone()).isEqualTo(fresh.isEmpty());
      if (fresh.isEmpty()) return;
      var expected = new View(person.user(), fresh.get(), history(person));
      assertThat(view.conversation()).isEqualTo(expected.conversation());
      assertThat(view.messages()).isEqualTo(expected.messages());
    };
  }

  private Optional<Conversation> listed(Actor person) {
    return SERVER.conversations.list(person, Optional.empty(), 50).conversations().stream()
        .filter(conversation -> conversation.id().equals(id))
        .findFirst();
  }

  private List<Message> history(Actor person) {
    var none = OptionalLong.empty();
    var member = SERVER.conversations.member(person, id).orElseThrow();
    return SERVER.messages.history(member, none, none, Messages.PAGE_MAX).messages();
  }

  @Test
  void sending() {
    holds(() -> world.send(bob, id, "Second"));
  }

  @Test
  void editing() {
    holds(() -> SERVER.messages.edit(ada, id, first.id(), "Better"));
  }

  @Test
  void deleting() {
    holds(() -> SERVER.messages.delete(ada, id, first.id()));
  }

  @Test
  void reading() {
    holds(() -> SERVER.watermarks.read(bob, id, 1));
  }

  @Test
  void delivering() {
    holds(() -> SERVER.watermarks.delivered(cyd, id, 1));
  }

  @Test
  void renaming() {
    holds(() -> SERVER.conversations.rename(ada, id, "Another"));
  }

  @Test
  void joining() {
    var dan = world.person("Dan");
    holds(() -> SERVER.participants.add(ada, id, Set.of(dan.user())));
  }

  @Test
  void removing() {
    holds(() -> SERVER.participants.remove(ada, id, cyd.user()));
  }

  @Test
  void anOwnersLeaving() {
    holds(() -> SERVER.participants.remove(ada, id, ada.user()));
  }

  @Test
  void anOwnersDeactivation() {
    holds(List.of(bob, cyd), () -> world.deactivate(ada));
  }

  @Test
  void endingIt() {
    holds(() -> SERVER.conversations.delete(ada, id));
  }

  @Test
  void snapshotsTakenAmidTraffic() {
    var held = new ArrayList<Runnable>();
    try (var traffic = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var person : List.of(ada, bob, cyd)) {
        traffic.submit(() -> IntStream.range(0, 60).forEach(i -> busy(person, i)));
      }
      for (int i = 0; i < 15; i++) {
        held.add(watchAlone(bob));
        held.add(watchAlone(cyd));
      }
    }
    held.forEach(Runnable::run);
  }

  private void busy(Actor person, int i) {
    var sent = world.send(person, id, "Text " + i);
    SERVER.watermarks.delivered(person, id, sent.seq());
    SERVER.watermarks.read(person, id, sent.seq() - 1);
    if (i % 5 == 0) SERVER.messages.edit(person, id, sent.id(), "Edited");
  }

  /// Holds the conversation alone to the law: history is read at another moment than it.
  private Runnable watchAlone(Actor person) {
    var snapshot = world.snapshot(person, id);
    var view = new View(person.user(), snapshot, List.of());
    var position = new Position(snapshot.epoch(), snapshot.offset());
    return () -> {
      for (var event : world.events(id.topic(), position)) view.apply(event);
      var fresh = new View(person.user(), world.snapshot(person, id), List.of());
      assertThat(view.conversation()).isEqualTo(fresh.conversation());
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void aRandomHistory(long salt) {
    long seed = salt == 0 ? System.nanoTime() : salt;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var dan = world.person("Dan");
    for (int round = 0; round < 3; round++) {
      holds(() -> IntStream.range(0, 15).forEach(_ -> step(random, dan)));
    }
  }

  private void step(Random random, Actor dan) {
    var people = List.of(ada, bob, cyd, dan);
    var actor = people.get(random.nextInt(people.size()));
    long seq = random.nextInt(12);
    switch (random.nextInt(8)) {
      case 0, 1 -> attempt(() -> world.send(actor, id, "Text " + random.nextInt()));
      case 2 -> attempt(() -> SERVER.watermarks.read(actor, id, seq));
      case 3 -> attempt(() -> SERVER.watermarks.delivered(actor, id, seq));
      case 4 -> attempt(() -> SERVER.messages.edit(actor, id, some(random), "Edit " + seq));
      case 5 -> attempt(() -> SERVER.messages.delete(actor, id, some(random)));
      case 6 -> attempt(() -> SERVER.conversations.rename(ada, id, "Name " + random.nextInt()));
      default -> {
        var users = Set.of(dan.user());
        attempt(() -> toggle(random, () -> SERVER.participants.add(ada, id, users), dan));
      }
    }
  }

  private void toggle(Random random, Runnable add, Actor dan) {
    if (random.nextBoolean()) {
      add.run();
    } else {
      SERVER.participants.remove(ada, id, dan.user());
    }
  }

  private MessageId some(Random random) {
    var messages = history(ada);
    return messages.get(random.nextInt(messages.size())).id();
  }

  /// A refusal is fine here: it must change nothing.
  private static void attempt(Runnable command) {
    World.refusal(command);
  }
}

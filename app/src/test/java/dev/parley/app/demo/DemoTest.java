package dev.parley.app.demo;

import static dev.parley.features.messages.Messages.PAGE_MAX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.boards.Boards;
import dev.parley.features.conversations.Conversation;
import dev.parley.features.conversations.Conversations;
import dev.parley.features.conversations.Participants;
import dev.parley.features.conversations.Watermarks;
import dev.parley.features.identity.People;
import dev.parley.features.messages.MessageAppender;
import dev.parley.features.messages.Messages;
import dev.parley.features.messages.NewestMessages;
import dev.parley.features.tasks.Task;
import dev.parley.features.tasks.TaskColumns;
import dev.parley.features.tasks.TaskQuery;
import dev.parley.features.tasks.TaskWriter;
import dev.parley.features.tasks.Tasks;
import dev.parley.features.tenants.Tenants;
import dev.parley.features.workspaces.Memberships;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.bus.BusAnnouncer;
import dev.parley.platform.bus.LocalBus;
import dev.parley.platform.events.OutboxRelay;
import dev.parley.platform.events.PostgresEventLog;
import dev.parley.platform.events.TransactionalOutbox;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.SessionId;
import dev.parley.testkit.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class DemoTest {
  private static final TaskQuery EVERYTHING =
      new TaskQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Tasks.PAGE_MAX);

  @Test
  void fillingTheDemoTwiceIsFillingItOnce() {
    var clock = InstantSource.system();
    try (var postgres = TestPostgres.create();
        var bus = new LocalBus();
        var relay = OutboxRelay.start(postgres.database(), new BusAnnouncer(bus))) {
      var database = postgres.database();
      var outbox = new TransactionalOutbox(new BusAnnouncer(bus), relay);
      var needs = new MessageAppender.Needs(database, outbox, (_, _) -> Set.of(), clock);
      try (var appender = MessageAppender.start(needs, new SimpleMeterRegistry())) {
        var log = new PostgresEventLog(database, clock);
        var departures = new Participants.Departures(outbox, clock);
        var workspaces = new Workspaces(database, outbox, log, departures, clock);
        var boards = new Boards(workspaces, database, outbox, new TaskColumns(), clock);
        var others = new Conversations.Doors(workspaces, new NewestMessages());
        var conversations = new Conversations(database, outbox, log, others, clock);
        var messages = new Messages(conversations, appender, needs);
        var doors =
            new Demo.Doors(
                new Tenants(database),
                new People(database, text -> "hash of " + text, (_, _, _) -> {}, clock),
                conversations,
                messages,
                new Watermarks(database, outbox));
        var needed = new TaskWriter.Doors(workspaces, boards, conversations, messages);
        try (var writer = TaskWriter.start(needed, database, outbox, clock)) {
          var work =
              new Demo.Work(
                  workspaces,
                  new Memberships(workspaces, database, outbox, log),
                  boards,
                  new Tasks(workspaces, writer, database));
          fillTwice(doors, work);
        }
      }
    }
  }

  private static void fillTwice(Demo.Doors doors, Demo.Work work) {
    new Demo().fill(doors, work);
    var once = seenByTheHost(doors);
    assertThat(once).hasSize(6);
    assertThat(once).extracting(Conversation::unreadCount).containsOnly(0L, 1L, 2L, 3L, 5L, 14L);
    assertThat(once.getFirst().name()).contains("Collaboration backend review");
    var planned = tasksSeenByTheHost(doors, work);
    assertThat(planned).hasSize(32).containsKey("Build presence heartbeat system");

    assertThat(planned).allSatisfy((title, task) -> comesFromItsWords(doors, title, task));

    new Demo().fill(doors, work);
    assertThat(seenByTheHost(doors)).isEqualTo(once);
    assertThat(tasksSeenByTheHost(doors, work)).isEqualTo(planned);
  }

  /// The message that a task names is in a conversation of the host, and said the card's words.
  private static void comesFromItsWords(Demo.Doors doors, String title, Task task) {
    var card =
        new Demo().plan().cards().stream().filter(each -> each.title().equals(title)).findFirst();
    var source = task.source().orElseThrow();
    var member = doors.conversations().member(host(doors), source.conversationId()).orElseThrow();
    var all = doors.messages().history(member, OptionalLong.empty(), OptionalLong.of(0), PAGE_MAX);
    assertThat(all.messages())
        .filteredOn(message -> message.id().value().equals(source.messageId()))
        .singleElement()
        .extracting(message -> message.content().orElseThrow(), InstanceOfAssertFactories.STRING)
        .contains(card.orElseThrow().origin().words());
  }

  private static List<Conversation> seenByTheHost(Demo.Doors doors) {
    return doors.conversations().list(host(doors), Optional.empty(), 50).conversations();
  }

  private static Map<String, Task> tasksSeenByTheHost(Demo.Doors doors, Demo.Work work) {
    var workspace = work.workspaces().list(host(doors)).getFirst();
    assertThat(workspace.memberCount()).isEqualTo(new Demo().names().size());
    var member = work.workspaces().member(host(doors), workspace.id()).orElseThrow();
    return work.tasks().list(member, EVERYTHING).tasks().stream()
        .collect(Collectors.toMap(task -> task.json().path("title").asString(), task -> task));
  }

  private static Actor host(Demo.Doors doors) {
    var tenant = doors.tenants().bySlug(Demo.TENANT).orElseThrow().id();
    var host = doors.people().byEmail(tenant, Demo.email(Demo.HOST)).orElseThrow().person();
    return new Actor(tenant, host.id(), SessionId.next(), host.role());
  }
}

package dev.parley.features.world;

import dev.parley.features.assignments.Departures;
import dev.parley.features.boards.Boards;
import dev.parley.features.citations.VisibleTasks;
import dev.parley.features.conversations.ConversationAccess;
import dev.parley.features.conversations.Conversations;
import dev.parley.features.conversations.Participants;
import dev.parley.features.conversations.Preferences;
import dev.parley.features.conversations.SharedConversations;
import dev.parley.features.conversations.Watermarks;
import dev.parley.features.documents.DocumentRights;
import dev.parley.features.documents.DocumentTopicAccess;
import dev.parley.features.documents.Documents;
import dev.parley.features.enrolment.Arrivals;
import dev.parley.features.enrolment.EnrolmentRules;
import dev.parley.features.enrolment.EnrolmentRuns;
import dev.parley.features.events.AccessByKind;
import dev.parley.features.identity.People;
import dev.parley.features.identity.PeopleDesk;
import dev.parley.features.identity.PersonEnded;
import dev.parley.features.messages.MessageAppender;
import dev.parley.features.messages.Messages;
import dev.parley.features.messages.NewestMessages;
import dev.parley.features.presence.LocalPresence;
import dev.parley.features.presence.PersonAccess;
import dev.parley.features.presence.PresenceRules;
import dev.parley.features.presence.Presences;
import dev.parley.features.rollout.Rollout;
import dev.parley.features.rollout.SwitchDesk;
import dev.parley.features.rollout.TenantAccess;
import dev.parley.features.tasks.TaskAccess;
import dev.parley.features.tasks.TaskColumns;
import dev.parley.features.tasks.TaskWriter;
import dev.parley.features.tasks.Tasks;
import dev.parley.features.tenants.Tenants;
import dev.parley.features.typing.Typing;
import dev.parley.features.views.Views;
import dev.parley.features.workspaces.MembershipEndings;
import dev.parley.features.workspaces.Memberships;
import dev.parley.features.workspaces.WorkspaceAccess;
import dev.parley.features.workspaces.WorkspaceListener;
import dev.parley.features.workspaces.WorkspacePreferences;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.bus.BusAnnouncer;
import dev.parley.platform.bus.LocalBus;
import dev.parley.platform.events.OutboxRelay;
import dev.parley.platform.events.PostgresEventLog;
import dev.parley.platform.events.TransactionalOutbox;
import dev.parley.platform.postgres.Database;
import dev.parley.protocol.Topic;
import dev.parley.testkit.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Map;

/// The parts of one node without its edges, on a database of its own. A test class opens one and
/// closes it; each test has its own [World] in it.
public final class Server implements AutoCloseable {
  private final TestPostgres postgres = TestPostgres.create();
  private final InstantSource clock = InstantSource.system();

  public final Database database = postgres.database();
  public final LocalBus bus = new LocalBus();
  private final OutboxRelay relay = OutboxRelay.start(database, new BusAnnouncer(bus));
  public final TransactionalOutbox outbox = new TransactionalOutbox(new BusAnnouncer(bus), relay);
  public final PostgresEventLog log = new PostgresEventLog(database, clock);
  public final Tenants tenants = new Tenants(database);
  public final WorkspaceListener departures =
      new Participants.Departures(outbox, clock).then(new Departures(clock));
  public final Workspaces workspaces = new Workspaces(database, outbox, log, departures, clock);
  public final Memberships memberships = new Memberships(workspaces, database, outbox, log);
  private final Participants.Admissions admissions = new Participants.Admissions(outbox, clock);
  public final EnrolmentRuns enrolmentRuns =
      new EnrolmentRuns(
          database, new EnrolmentRuns.Doors(workspaces, memberships, admissions), outbox, clock);
  public final EnrolmentRules enrolmentRules =
      new EnrolmentRules(database, workspaces, admissions, enrolmentRuns);
  private final Arrivals arrivals = new Arrivals(enrolmentRuns);
  private final PersonEnded ended =
      arrivals
          .then(new MembershipEndings(outbox, departures))
          .then(new Participants.Successions(outbox, clock));
  public final People people = new People(database, password -> password, ended, arrivals, clock);
  public final PeopleDesk peopleDesk =
      new PeopleDesk(database, (_, _, _) -> {}, ended, arrivals, clock);
  public final LocalPresence presenceStore = new LocalPresence();
  public final PresenceRules presenceRules =
      new PresenceRules(tenants, people, new SharedConversations(database));
  public final Presences presences =
      new Presences(database, presenceStore, presenceRules, bus, clock);
  public final WorkspacePreferences workspacePreferences =
      new WorkspacePreferences(database, outbox);
  public final Boards boards = new Boards(workspaces, database, outbox, new TaskColumns(), clock);
  public final Conversations conversations =
      new Conversations(
          database, outbox, log, new Conversations.Doors(workspaces, new NewestMessages()), clock);
  public final Participants participants = new Participants(conversations, database, outbox);
  public final Watermarks watermarks = new Watermarks(database, outbox);
  public final Preferences preferences = new Preferences(database, outbox);
  public final Typing typing = new Typing(conversations, bus, clock);
  public final MessageAppender.Needs messageNeeds =
      new MessageAppender.Needs(database, outbox, new VisibleTasks(), clock);
  public final MessageAppender appender =
      MessageAppender.start(messageNeeds, new SimpleMeterRegistry());
  public final Messages messages = new Messages(conversations, appender, messageNeeds);
  public final TaskWriter.Doors taskDoors =
      new TaskWriter.Doors(workspaces, boards, conversations, messages);
  public final TaskWriter taskWriter = TaskWriter.start(taskDoors, database, outbox, clock);
  public final Tasks tasks = new Tasks(workspaces, taskWriter, database);
  public final Views views = new Views(workspaces, boards, database, clock);
  public final Documents documents = new Documents(workspaces, database, outbox, log, clock);
  public final DocumentRights documentRights =
      new DocumentRights(documents, workspaces, database, outbox);
  public final Rollout rollout =
      Rollout.start(database, new Rollout.News(log, outbox, bus), people, clock);
  public final SwitchDesk switchDesk = new SwitchDesk(tenants, database, outbox, bus);
  public final AccessByKind grants =
      new AccessByKind(
          Map.of(
              Topic.Kind.WORKSPACE, new WorkspaceAccess(workspaces),
              Topic.Kind.TASK, new TaskAccess(tasks),
              Topic.Kind.DOCUMENT, new DocumentTopicAccess(documents),
              Topic.Kind.CONVERSATION, new ConversationAccess(conversations),
              Topic.Kind.USER, new PersonAccess(presences),
              Topic.Kind.TENANT, new TenantAccess()));

  /// A second appender, as another node has one.
  public MessageAppender anotherAppender() {
    return MessageAppender.start(messageNeeds, new SimpleMeterRegistry());
  }

  /// The doors to messages through that appender.
  public Messages messagesThrough(MessageAppender other) {
    return new Messages(conversations, other, messageNeeds);
  }

  /// A tenant of one's own.
  public World world() {
    return new World(this);
  }

  @Override
  public void close() {
    appender.close();
    taskWriter.close();
    rollout.close();
    relay.close();
    bus.close();
    postgres.close();
  }
}

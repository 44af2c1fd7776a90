package dev.parley.features.conversations;

import dev.parley.features.conversations.ConversationStore.NewConversation;
import dev.parley.features.conversations.ConversationStore.Pair;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceMember;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Gathering;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The door to conversations themselves: making, finding, naming and deleting them. Their people
/// are behind [Participants], what those have read behind [Watermarks].
public final class Conversations {
  /// Most people of one conversation.
  public static final int PEOPLE_MAX = 1_000;

  public static final int NAME_LENGTH_MAX = 200;

  /// Most conversations of one workspace; a few more where many are made at once.
  public static final int OF_WORKSPACE_MAX = 1_000;

  /// Most tasks of one workspace that are talked about; a few more where many are at once.
  public static final int OF_TASKS_MAX = 10_000;

  /// Most people who are told, of all whose conversations end with tasks in one transaction.
  public static final int TOLD_MAX = 3_000;

  /// Most conversations on one page of a list.
  public static final int PAGE_MAX = 200;

  /// Of the queries that look whether people take part.
  private static final Gathering.Bounds SEATS = new Gathering.Bounds(4, 2, 500);

  private final Database database;
  private final Outbox outbox;
  private final EventLog log;
  private final Workspaces workspaces;
  private final Snapshots snapshots;
  private final InstantSource clock;
  private final Gathering<Seat, Boolean> seats = new Gathering<>(SEATS, Seat::tenant, this::taken);

  /// What it needs of other features.
  public record Doors(Workspaces workspaces, LastMessages lastMessages) {}

  public Conversations(
      Database database, Outbox outbox, EventLog log, Doors doors, InstantSource clock) {
    this.database = database;
    this.outbox = outbox;
    this.log = log;
    this.workspaces = doors.workspaces();
    this.snapshots = new Snapshots(database, doors.lastMessages());
    this.clock = clock;
  }

  /// What making a conversation came to.
  ///
  /// @param made false for a direct conversation that the two had already
  public record Made(Conversation conversation, boolean made) {}

  /// One page of a person's conversations, newest activity first.
  ///
  /// @param nextBefore where the next page starts, if there is one
  public record Page(
      List<Conversation> conversations, boolean hasMore, Optional<String> nextBefore) {}

  /// Makes a conversation with the caller in it, or finds the one that the two people have.
  public Made create(Actor actor, ConversationDraft draft) {
    var everyone = draft.everyone(actor.user());
    return database.in(
        actor.tenant(),
        tx -> {
          var opened = open(tx, actor, draft, everyone);
          return new Made(read(tx, actor, opened.id()), opened.made());
        });
  }

  private Conversation read(Transaction tx, Actor actor, ConversationId id) {
    return snapshots.read(tx, actor, id).orElseThrow(Conversations::unknown);
  }

  private record Opened(ConversationId id, boolean made) {}

  private Opened open(Transaction tx, Actor actor, ConversationDraft draft, Set<UserId> everyone) {
    var outsiders =
        draft
            .workspace()
            .map(workspace -> outsiders(tx, actor.tenant(), workspace, everyone))
            .orElse(Set.of());
    draft.workspace().ifPresent(workspace -> requireWorks(tx, actor, workspace));
    if (ParticipantStore.countPeople(tx.sql(), actor.tenant(), everyone) != everyone.size()) {
      throw new Problem.NotFound("user").refused();
    }
    requireNone(outsiders);
    var pair = pair(draft, everyone);
    var existing = pair.flatMap(two -> ConversationStore.findDirect(tx.sql(), actor.tenant(), two));
    if (existing.isPresent()) return new Opened(existing.get(), false);
    var id = ConversationId.next();
    var now = now();
    var fresh =
        new NewConversation(
            draft.type(),
            draft.name(),
            pair,
            draft.workspace(),
            Optional.empty(),
            everyone.size(),
            now);
    if (!ConversationStore.insert(tx.sql(), actor.tenant(), id, fresh)) {
      // Someone else made it first, and has committed.
      var first = ConversationStore.findDirect(tx.sql(), actor.tenant(), pair.orElseThrow());
      return new Opened(first.orElseThrow(Conversations::unknown), false);
    }
    settle(tx, actor, id, new Settling(draft.type(), everyone, now));
    return new Opened(id, true);
  }

  private void requireWorks(Transaction tx, Actor actor, WorkspaceId workspace) {
    var member = workspaces.acting(tx, actor, workspace).orElseThrow(Workspaces::unknown);
    if (!member.role().works()) {
      throw new Problem.Forbidden("Guests start no conversations").refused();
    }
    int there = ConversationStore.countWithin(tx.sql(), actor.tenant(), workspace, false);
    if (there >= OF_WORKSPACE_MAX) {
      throw new Problem.Conflict("A workspace has at most " + OF_WORKSPACE_MAX + " conversations")
          .refused();
    }
  }

  private Set<UserId> outsiders(
      Transaction tx, TenantId tenant, WorkspaceId workspace, Set<UserId> users) {
    var outside = new HashSet<>(users);
    outside.removeAll(workspaces.staying(tx, tenant, workspace, users));
    return outside;
  }

  /// Those of the people who are not in the conversation's workspace, where it has one. The others
  /// stay in it until the transaction ends. Before the conversation's lock is taken, as those do
  /// who take people out of workspaces.
  Set<UserId> outsiders(Transaction tx, TenantId tenant, ConversationId id, Set<UserId> users) {
    return ConversationStore.workspace(tx.sql(), tenant, id)
        .map(workspace -> outsiders(tx, tenant, workspace, users))
        .orElse(Set.of());
  }

  static void requireNone(Set<UserId> outsiders) {
    if (outsiders.isEmpty()) return;
    throw new Problem.Unprocessable("participantIds", "Everyone has to be in the workspace")
        .refused();
  }

  private record Settling(ConversationType type, Set<UserId> everyone, Instant at) {}

  /// Lets the people in, begins the topic, and tells each of them.
  private void settle(Transaction tx, Actor actor, ConversationId id, Settling settling) {
    var tenant = actor.tenant();
    var owner = Optional.of(actor.user()).filter(_ -> settling.type() == ConversationType.GROUP);
    var joining = new ParticipantStore.Joining(owner, 0, settling.at());
    ParticipantStore.insert(tx.sql(), tenant, id, settling.everyone(), joining);
    log.head(new TopicKey(tenant, id.topic()));
    var events = new ConversationEvents(id, actor.user());
    for (var person : ParticipantStore.some(tx.sql(), tenant, id, settling.everyone())) {
      var news = ConversationEvents.forPerson(person.userId(), events.added(person));
      outbox.publish(tx, tenant, news);
    }
  }

  private static Optional<Pair> pair(ConversationDraft draft, Set<UserId> everyone) {
    if (draft.type() != ConversationType.DIRECT) return Optional.empty();
    var two = List.copyOf(everyone);
    return Optional.of(Pair.of(two.getFirst().value(), two.getLast().value()));
  }

  /// A snapshot with all its people; empty for a stranger as for a missing one.
  public Optional<Conversation> find(Actor actor, ConversationId id) {
    return snapshots.find(actor, id);
  }

  /// The caller's conversations, newest activity first.
  public Page list(Actor actor, Optional<String> before, int limit) {
    return list(actor, Optional.empty(), before, limit);
  }

  /// The same, of one workspace alone if one is named.
  public Page list(
      Actor actor, Optional<WorkspaceId> workspace, Optional<String> before, int limit) {
    var cursor = before.map(Cursor::parse).orElse(Cursor.START);
    return snapshots.list(actor, workspace, cursor, limit);
  }

  /// The proof that a person takes part; empty for a stranger, a missing conversation, and someone
  /// who was deactivated.
  public Optional<Member> member(Actor actor, ConversationId id) {
    return database.in(
        actor.tenant(),
        tx -> ParticipantStore.role(tx.sql(), actor, id).map(role -> new Member(actor, id, role)));
  }

  /// Somebody's place in a conversation, taken or not.
  record Seat(TenantId tenant, ConversationId conversation, UserId user) {}

  /// Whether the actor takes part, for those of whom thousands ask at the same moment. Not for a
  /// thread with a transaction open.
  boolean takesPart(Actor actor, ConversationId id) {
    return seats.ask(new Seat(actor.tenant(), id, actor.user())).isPresent();
  }

  private Map<Seat, Boolean> taken(List<Seat> ofTenant) {
    var tenant = ofTenant.getFirst().tenant();
    var taken = database.in(tenant, tx -> ParticipantStore.among(tx.sql(), tenant, ofTenant));
    return taken.stream().collect(Collectors.toMap(seat -> seat, _ -> true));
  }

  /// The same proof, which holds until the transaction ends: who would remove the person waits.
  public Optional<Member> acting(Transaction tx, Actor actor, ConversationId id) {
    return ParticipantStore.roleHeld(tx.sql(), actor, id).map(role -> new Member(actor, id, role));
  }

  /// Gives a group another name.
  public Conversation rename(Actor actor, ConversationId id, String name) {
    ConversationDraft.checkName(name);
    return database.in(
        actor.tenant(),
        tx -> {
          var held = hold(tx, actor, id);
          held.requireGroup("name");
          held.requireAdministers();
          var now = now();
          ConversationStore.rename(tx.sql(), held.member(), name, now);
          outbox.publish(tx, actor.tenant(), held.events().updated(name, now));
          return read(tx, actor, id);
        });
  }

  /// Ends a conversation for everyone in it. Its owner may, and an administrator of the tenant who
  /// takes part; that of a task nobody does.
  public void delete(Actor actor, ConversationId id) {
    database.in(
        actor.tenant(),
        tx -> {
          var held = hold(tx, actor, id);
          if (held.locked().ofTask()) {
            throw new Problem.Forbidden("It is there as long as its task").refused();
          }
          boolean may = held.member().role() == ParticipantRole.OWNER || actor.role().administers();
          if (!may) throw new Problem.Forbidden("Only its owner deletes it").refused();
          return end(tx, held);
        });
  }

  /// Deletes a conversation whose lock is held.
  ConversationId end(Transaction tx, Held held) {
    var member = held.member();
    var people = ParticipantStore.deleteAll(tx.sql(), member.tenant(), member.conversation());
    ConversationStore.delete(tx.sql(), member.tenant(), member.conversation(), now());
    outbox.publish(tx, member.tenant(), held.events().deleted());
    for (var person : people) {
      var news = ConversationEvents.forPerson(person, held.events().removed(person));
      outbox.publish(tx, member.tenant(), news);
    }
    return member.conversation();
  }

  /// What is talked about: a task, and what it is called where its conversation begins.
  public record Subject(UUID task, String name) {}

  /// The conversation of a task; empty where there is none, and for who does not take part.
  public Optional<Conversation> ofTask(Actor actor, UUID task) {
    return database
        .in(actor.tenant(), tx -> SubjectStore.ofTask(tx.sql(), actor.tenant(), task))
        .flatMap(id -> snapshots.find(actor, id));
  }

  /// Lets a member of the workspace into the conversation of one of its tasks, which begins with
  /// whoever comes first. Everybody there has the same say. For who holds the task.
  public Conversation enter(Transaction tx, WorkspaceMember member, Subject subject) {
    var tenant = member.tenant();
    var id =
        SubjectStore.ofTask(tx.sql(), tenant, subject.task())
            .orElseGet(() -> begin(tx, member, subject));
    if (ParticipantStore.role(tx.sql(), member.actor(), id).isEmpty()) admit(tx, member, id);
    return read(tx, member.actor(), id);
  }

  private ConversationId begin(Transaction tx, WorkspaceMember member, Subject subject) {
    var tenant = member.tenant();
    var workspace = member.workspace();
    if (ConversationStore.countWithin(tx.sql(), tenant, workspace, true) >= OF_TASKS_MAX) {
      var rule = "A workspace has at most " + OF_TASKS_MAX + " tasks that are talked about";
      throw new Problem.Conflict(rule).refused();
    }
    var id = ConversationId.next();
    var fresh =
        new NewConversation(
            ConversationType.GROUP,
            Optional.of(subject.name()),
            Optional.empty(),
            Optional.of(workspace),
            Optional.of(subject.task()),
            0,
            now());
    if (!ConversationStore.insert(tx.sql(), tenant, id, fresh)) {
      // Someone else came first, and has committed.
      return SubjectStore.ofTask(tx.sql(), tenant, subject.task())
          .orElseThrow(Conversations::unknown);
    }
    log.head(new TopicKey(tenant, id.topic()));
    return id;
  }

  /// It is in nobody's list, so that the conversation alone is told.
  private void admit(Transaction tx, WorkspaceMember member, ConversationId id) {
    var tenant = member.tenant();
    var one = Set.of(member.user());
    var locked = ConversationStore.lock(tx.sql(), tenant, id).orElseThrow(Conversations::unknown);
    if (ParticipantStore.role(tx.sql(), member.actor(), id).isPresent()) return;
    if (locked.participantCount() >= PEOPLE_MAX) {
      throw new Problem.Conflict("A group has at most " + PEOPLE_MAX + " people").refused();
    }
    var joining = new ParticipantStore.Joining(Optional.empty(), locked.seq(), now());
    ParticipantStore.insert(tx.sql(), tenant, id, one, joining);
    ConversationStore.countPeople(tx.sql(), tenant, id, 1);
    var events = new ConversationEvents(id, member.user());
    for (var person : ParticipantStore.some(tx.sql(), tenant, id, one)) {
      outbox.publish(tx, tenant, events.added(person));
    }
  }

  /// Takes the locks of the conversations of tasks, for who holds the tasks and may delete them.
  public Map<UUID, ConversationId> holdOfTasks(
      Transaction tx, TenantId tenant, Collection<UUID> tasks) {
    return tasks.isEmpty() ? Map.of() : SubjectStore.lockOfTasks(tx.sql(), tenant, tasks);
  }

  private static final class Told {
    private int people;
  }

  /// Ends a conversation, whose lock is held, with its task.
  public void endWithTask(Transaction tx, Actor by, ConversationId id) {
    var events = new ConversationEvents(id, by.user());
    var people = ParticipantStore.deleteAll(tx.sql(), by.tenant(), id);
    ConversationStore.delete(tx.sql(), by.tenant(), id, now());
    outbox.publish(tx, by.tenant(), events.deleted());
    for (var person : people) {
      if (++tx.attachment(Told.class, Told::new).people > TOLD_MAX) return;
      outbox.publish(tx, by.tenant(), ConversationEvents.forPerson(person, events.removed(person)));
    }
  }

  /// Takes the conversation's lock for a member. A stranger never holds it.
  Held hold(Transaction tx, Actor actor, ConversationId id) {
    if (ParticipantStore.role(tx.sql(), actor, id).isEmpty()) throw unknown();
    var locked =
        ConversationStore.lock(tx.sql(), actor.tenant(), id).orElseThrow(Conversations::unknown);
    var role = ParticipantStore.role(tx.sql(), actor, id).orElseThrow(Conversations::unknown);
    return new Held(new Member(actor, id, role), locked);
  }

  /// The present, as precise as what is stored and sent.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// The one answer to a stranger and for what is missing.
  public static Refused unknown() {
    return new Problem.NotFound("conversation").refused();
  }
}

package dev.parley.features.conversations;

import dev.parley.features.conversations.ParticipantStore.Place;
import dev.parley.features.identity.PersonEnded;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceListener;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The door to the people of conversations: who takes part, who joins and who goes.
public final class Participants {
  private final Conversations conversations;
  private final Database database;
  private final Outbox outbox;

  public Participants(Conversations conversations, Database database, Outbox outbox) {
    this.conversations = conversations;
    this.database = database;
    this.outbox = outbox;
  }

  /// Everyone in the conversation, in the order in which they came.
  public List<Participant> list(Member member) {
    return database.in(member.tenant(), tx -> list(tx, member));
  }

  private static List<Participant> list(Transaction tx, Member member) {
    var id = member.conversation();
    return ParticipantStore.list(tx.sql(), member.tenant(), List.of(id))
        .getOrDefault(id, List.of());
  }

  /// Lets people into a group; those who are in it already stay as they are. They start with
  /// everything read.
  public List<Participant> add(Actor actor, ConversationId id, Set<UserId> users) {
    return database.in(
        actor.tenant(),
        tx -> {
          var outsiders = conversations.outsiders(tx, actor.tenant(), id, users);
          var held = conversations.hold(tx, actor, id);
          held.requireGroup("userIds");
          held.requireAdministers();
          var fresh = strangers(tx, held.member(), users);
          if (!fresh.isEmpty()) join(tx, held, fresh, outsiders);
          return list(tx, held.member());
        });
  }

  private static Set<UserId> strangers(Transaction tx, Member member, Set<UserId> users) {
    var present =
        ParticipantStore.some(tx.sql(), member.tenant(), member.conversation(), users).stream()
            .map(Participant::userId)
            .collect(Collectors.toSet());
    return users.stream().filter(user -> !present.contains(user)).collect(Collectors.toSet());
  }

  private void join(Transaction tx, Held held, Set<UserId> fresh, Set<UserId> outsiders) {
    var member = held.member();
    var tenant = member.tenant();
    if (held.locked().participantCount() + fresh.size() > Conversations.PEOPLE_MAX) {
      throw new Problem.Unprocessable(
              "userIds", "A group has at most " + Conversations.PEOPLE_MAX + " people")
          .refused();
    }
    if (ParticipantStore.countPeople(tx.sql(), tenant, fresh) != fresh.size()) {
      throw new Problem.NotFound("user").refused();
    }
    Conversations.requireNone(outsiders);
    var joining =
        new ParticipantStore.Joining(Optional.empty(), held.locked().seq(), conversations.now());
    ParticipantStore.insert(tx.sql(), tenant, member.conversation(), fresh, joining);
    ConversationStore.countPeople(tx.sql(), tenant, member.conversation(), fresh.size());
    for (var person : ParticipantStore.some(tx.sql(), tenant, member.conversation(), fresh)) {
      tell(tx, outbox, tenant, person.userId(), held.events().added(person));
    }
  }

  /// Takes a person out of a group. Everyone may go; owner and admins send others away, the owner
  /// excepted. When the owner goes, the longest-standing admin owns it, or else the
  /// longest-standing member. A group that nobody is left in ends, save that of a task.
  public void remove(Actor actor, ConversationId id, UserId user) {
    database.in(
        actor.tenant(),
        tx -> {
          var held = conversations.hold(tx, actor, id);
          held.requireGroup("userId");
          if (!user.equals(actor.user())) held.requireAdministers();
          var leaving =
              ParticipantStore.some(tx.sql(), actor.tenant(), id, List.of(user)).stream()
                  .findFirst()
                  .orElseThrow(() -> new Problem.NotFound("participant").refused());
          boolean last = held.locked().participantCount() == 1 && !held.locked().ofTask();
          if (last) return conversations.end(tx, held);
          leave(tx, held, leaving);
          return id;
        });
  }

  private void leave(Transaction tx, Held held, Participant leaving) {
    var member = held.member();
    var user = leaving.userId();
    if (leaving.role() == ParticipantRole.OWNER && !user.equals(member.user())) {
      throw new Problem.Forbidden("The owner stays until the owner leaves").refused();
    }
    var place = new Place(member.conversation(), held.locked().within(), leaving.role());
    var heir = leave(tx, member.tenant(), user, place);
    tell(tx, outbox, member.tenant(), user, held.events().removed(user, heir));
  }

  /// Takes someone out of a conversation whose lock is held, and tells who owns it from now on, if
  /// that was the owner.
  private static Optional<UserId> leave(Transaction tx, TenantId tenant, UserId user, Place place) {
    var id = place.conversation();
    ParticipantStore.delete(tx.sql(), tenant, id, user);
    ConversationStore.countPeople(tx.sql(), tenant, id, -1);
    if (place.role() != ParticipantRole.OWNER) return Optional.empty();
    return place.within()
        ? ParticipantStore.handOverWithin(tx.sql(), tenant, id)
        : ParticipantStore.handOver(tx.sql(), tenant, id);
  }

  /// Hands what a person owned on when the person is deactivated, to the longest-standing admin, or
  /// else to the longest-standing member. Where nobody is left who could act, the owner stays. Of
  /// more groups than [#GROUPS_MAX] the rest keep theirs.
  public record Successions(Outbox outbox, InstantSource clock) implements PersonEnded {
    /// Most groups that are handed on.
    public static final int GROUPS_MAX = 5_000;

    @Override
    public void ended(Transaction tx, Actor by, UserId user) {
      var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      for (var id : ParticipantStore.owned(tx.sql(), by.tenant(), user, GROUPS_MAX)) {
        ParticipantStore.handOver(tx.sql(), by.tenant(), id)
            .ifPresent(heir -> {
              ConversationStore.touch(tx.sql(), by.tenant(), id, now);
              var event = new ConversationEvents(id, by.user()).handedOver(heir, now);
              outbox.publish(tx, by.tenant(), event);
            });
      }
    }
  }

  /// Lets those who leave a workspace leave its conversations; one that nobody is left in ends,
  /// save that of a task, and all end with their workspace. Whose workspace was deleted is told
  /// that alone. Of more than [#TOLD_MAX] conversations that one transaction takes people out of,
  /// the rest are not told.
  public record Departures(Outbox outbox, InstantSource clock) implements WorkspaceListener {
    /// Most conversations that are told of one transaction's departures.
    public static final int TOLD_MAX = 3_000;

    private static final class Told {
      private int conversations;
    }

    @Override
    public void left(Transaction tx, Actor by, Set<WorkspaceId> workspaces, UserId user) {
      for (var place : ParticipantStore.lockWithin(tx.sql(), by.tenant(), workspaces, user)) {
        var id = place.conversation();
        var heir = leave(tx, by.tenant(), user, place);
        boolean ends = ConversationStore.deleteEmpty(tx.sql(), by.tenant(), id, now());
        if (++tx.attachment(Told.class, Told::new).conversations > TOLD_MAX) continue;
        var events = new ConversationEvents(id, by.user());
        var removed = events.removed(user, heir);
        outbox.publish(tx, by.tenant(), ends ? events.deleted() : removed);
        outbox.publish(tx, by.tenant(), ConversationEvents.forPerson(user, removed));
      }
    }

    @Override
    public void ended(Transaction tx, Actor by, WorkspaceId workspace) {
      for (var id : ConversationStore.lockWithin(tx.sql(), by.tenant(), workspace)) {
        ParticipantStore.deleteAll(tx.sql(), by.tenant(), id);
        ConversationStore.delete(tx.sql(), by.tenant(), id, now());
        if (++tx.attachment(Told.class, Told::new).conversations > TOLD_MAX) continue;
        var deleted = new ConversationEvents(id, by.user()).deleted();
        outbox.publish(tx, by.tenant(), deleted);
      }
    }

    private Instant now() {
      return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /// Lets people into groups, and takes them out, for a rule of the groups' workspace rather than
  /// for somebody in them. Whoever uses it holds the people, the workspace's lock and then the
  /// groups' locks: [#hold].
  public record Admissions(Outbox outbox, InstantSource clock) {

    /// How many more each of the groups of workspaces takes; what is no such group is left out.
    public Map<ConversationId, Integer> room(
        Transaction tx, TenantId tenant, Collection<ConversationId> ids) {
      return room(ConversationStore.groups(tx.sql(), tenant, ids, false));
    }

    /// The same, with the groups' locks until the end of the transaction.
    public Map<ConversationId, Integer> hold(
        Transaction tx, TenantId tenant, Collection<ConversationId> ids) {
      return room(ConversationStore.groups(tx.sql(), tenant, ids, true));
    }

    private static Map<ConversationId, Integer> room(List<ConversationStore.Group> groups) {
      var room = new LinkedHashMap<ConversationId, Integer>();
      groups.forEach(it -> room.put(it.id(), Conversations.PEOPLE_MAX - it.people()));
      return room;
    }

    /// Takes the locks of those groups of a workspace that any of the people takes part in.
    public void holdThoseOf(
        Transaction tx, TenantId tenant, WorkspaceId workspace, Collection<UserId> users) {
      ConversationStore.holdThoseOf(tx.sql(), tenant, workspace, users);
    }

    /// Those of the conversations that are groups of the workspace, and that the actor may let
    /// people into.
    public Set<ConversationId> administered(
        Transaction tx, Actor actor, WorkspaceId workspace, Collection<ConversationId> ids) {
      return ConversationStore.administered(tx.sql(), actor, workspace, ids);
    }

    /// Lets people of the workspace in who are not in it, and for whom there is room; they start
    /// with everything read.
    ///
    /// @return who has joined
    public List<Participant> join(
        Transaction tx, Actor by, ConversationId id, Collection<UserId> users) {
      var tenant = by.tenant();
      var locked = ConversationStore.lock(tx.sql(), tenant, id).orElseThrow(Conversations::unknown);
      var fresh = new HashSet<>(users);
      ParticipantStore.some(tx.sql(), tenant, id, users)
          .forEach(present -> fresh.remove(present.userId()));
      var joining = new ParticipantStore.Joining(Optional.empty(), locked.seq(), now());
      ParticipantStore.insert(tx.sql(), tenant, id, fresh, joining);
      ConversationStore.countPeople(tx.sql(), tenant, id, fresh.size());
      var joined = ParticipantStore.some(tx.sql(), tenant, id, fresh);
      var events = new ConversationEvents(id, by.user());
      for (var person : joined) tell(tx, outbox, tenant, person.userId(), events.added(person));
      return joined;
    }

    /// Takes those out who are in it as members since that very moment.
    ///
    /// @return who has left
    public Set<UserId> leave(
        Transaction tx, Actor by, ConversationId id, Map<UserId, Instant> since) {
      var tenant = by.tenant();
      var left = new HashSet<UserId>();
      for (var person : ParticipantStore.some(tx.sql(), tenant, id, since.keySet())) {
        var user = person.userId();
        boolean same = person.joinedAt().equals(since.get(user));
        if (!same || person.role() != ParticipantRole.MEMBER) continue;
        Participants.leave(tx, tenant, user, new Place(id, true, person.role()));
        tell(tx, outbox, tenant, user, new ConversationEvents(id, by.user()).removed(user));
        left.add(user);
      }
      return left;
    }

    private Instant now() {
      return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /// Tells the conversation, and the person concerned.
  private static void tell(
      Transaction tx, Outbox outbox, TenantId tenant, UserId person, EventDraft event) {
    outbox.publish(tx, tenant, event);
    outbox.publish(tx, tenant, ConversationEvents.forPerson(person, event));
  }
}

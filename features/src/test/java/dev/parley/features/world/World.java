package dev.parley.features.world;

import dev.parley.features.conversations.Conversation;
import dev.parley.features.conversations.ConversationDraft;
import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.ConversationType;
import dev.parley.features.identity.NewPerson;
import dev.parley.features.identity.People;
import dev.parley.features.messages.Message;
import dev.parley.features.messages.MessageDraft;
import dev.parley.features.messages.Sent;
import dev.parley.features.workspaces.WorkspaceDraft;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.Recovery;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Refused;
import dev.parley.protocol.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// A tenant of a test's own: its people by name, and short ways to what tests do all the time.
public final class World {
  private final Server server;
  public final TenantId tenant;

  World(Server server) {
    this.server = server;
    var slug = "t" + UUID.randomUUID().toString().replace("-", "");
    tenant = server.tenants.create(slug, "Test").id();
  }

  /// A new person, ready to act.
  public Actor person(String name) {
    return person(name, Role.MEMBER);
  }

  public Actor person(String name, Role role) {
    var email = name.toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID() + "@example.org";
    var created =
        server.people.create(tenant, new NewPerson(email, name, role), Optional.of("secret"));
    var id = created.people().getFirst().id();
    return new Actor(tenant, id, SessionId.next(), role);
  }

  /// As many people as named.
  public List<Actor> people(String... names) {
    return Stream.of(names).map(this::person).toList();
  }

  /// The ids of very many people, who do nothing.
  public List<UserId> crowd(int count) {
    var ids = new ArrayList<UserId>();
    for (int made = 0; made < count; made += People.BULK_MAX) {
      var some = Math.min(People.BULK_MAX, count - made);
      var newcomers =
          Stream.generate(() -> new NewPerson(UUID.randomUUID() + "@example.org", "C", Role.MEMBER))
              .limit(some)
              .toList();
      var created = server.people.createAll(tenant, newcomers, Optional.of("secret"));
      created.people().forEach(person -> ids.add(person.id()));
    }
    return ids;
  }

  public void deactivate(Actor person) {
    server.people.deactivate(person("Root", Role.OWNER), person.user());
  }

  /// A group that the first person makes with the others.
  public ConversationId group(Actor owner, Actor... others) {
    var draft = new ConversationDraft(ConversationType.GROUP, users(others), Optional.of("Group"));
    return server.conversations.create(owner, draft).conversation().id();
  }

  public ConversationId direct(Actor one, Actor other) {
    var draft = new ConversationDraft(ConversationType.DIRECT, users(other), Optional.empty());
    return server.conversations.create(one, draft).conversation().id();
  }

  /// A workspace of that person alone.
  public WorkspaceId workspace(Actor owner) {
    return server.workspaces.create(owner, new WorkspaceDraft("Work", Optional.empty())).id();
  }

  /// Lets people into a workspace.
  public void join(Actor by, WorkspaceId workspace, WorkspaceRole role, Actor... people) {
    server.memberships.add(by, workspace, users(people), role);
  }

  public static Set<UserId> users(Actor... people) {
    var users = new HashSet<UserId>();
    for (var person : people) users.add(person.user());
    return users;
  }

  public Message send(Actor sender, ConversationId conversation, String content) {
    return sent(sender, conversation, UUID.randomUUID().toString(), content).message();
  }

  public Sent sent(Actor sender, ConversationId conversation, String clientId, String content) {
    return await(server.messages.send(sender, conversation, MessageDraft.of(clientId, content)));
  }

  public Conversation snapshot(Actor person, ConversationId conversation) {
    return server.conversations.find(person, conversation).orElseThrow();
  }

  /// A topic's events after a position.
  public List<Event> events(Topic topic, Position after) {
    var events = new ArrayList<Event>();
    var at = after;
    while (true) {
      var read = server.log.read(new TopicKey(tenant, topic), at, EventLog.READ_EVENTS_MAX);
      if (!(read instanceof Recovery.Recovered recovered)) {
        throw new AssertionError("The events after " + at + " are lost: " + read);
      }
      events.addAll(recovered.events());
      at = recovered.at();
      if (!recovered.more()) return events;
    }
  }

  /// All of a topic's events.
  public List<Event> events(Topic topic) {
    var head = server.log.head(new TopicKey(tenant, topic));
    return events(topic, new Position(head.epoch(), 0));
  }

  public List<String> types(Topic topic) {
    return events(topic).stream().map(Event::type).toList();
  }

  /// The value of a stage, or the refusal that it failed with.
  public static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Refused refused) throw refused;
      throw e;
    }
  }

  /// The code of the problem that a call is refused with, or "" when it is not.
  public static String refusal(Runnable call) {
    try {
      call.run();
      return "";
    } catch (Refused e) {
      return e.problem().code();
    }
  }
}

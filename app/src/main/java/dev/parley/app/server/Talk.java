package dev.parley.app.server;

import dev.parley.features.citations.VisibleTasks;
import dev.parley.features.conversations.ConversationAccess;
import dev.parley.features.conversations.ConversationCommands;
import dev.parley.features.conversations.ConversationRoutes;
import dev.parley.features.conversations.Conversations;
import dev.parley.features.conversations.Participants;
import dev.parley.features.conversations.Preferences;
import dev.parley.features.conversations.SharedConversations;
import dev.parley.features.conversations.Watermarks;
import dev.parley.features.messages.MessageAgents;
import dev.parley.features.messages.MessageAppender;
import dev.parley.features.messages.MessageCommands;
import dev.parley.features.messages.MessageRoutes;
import dev.parley.features.messages.Messages;
import dev.parley.features.messages.NewestMessages;
import dev.parley.features.presence.LocalPresence;
import dev.parley.features.presence.PersonAccess;
import dev.parley.features.presence.PresenceCommands;
import dev.parley.features.presence.PresenceRoutes;
import dev.parley.features.presence.PresenceRules;
import dev.parley.features.presence.PresenceStore;
import dev.parley.features.presence.Presences;
import dev.parley.features.presence.RedisPresence;
import dev.parley.features.typing.Typing;
import dev.parley.features.typing.TypingCommands;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.TopicAccess;
import dev.parley.platform.http.Routes;
import dev.parley.protocol.Topic;
import java.util.List;
import java.util.Map;

/// The features in which people talk, and how those reach clients.
record Talk(
    Conversations conversations,
    Participants participants,
    Watermarks watermarks,
    Preferences preferences,
    Messages messages,
    Typing typing,
    Presences presences) {

  static Talk wire(Base base, Identities identities, Teamwork teamwork, Closing closing) {
    var database = base.database();
    var outbox = base.outbox();
    var clock = base.clock();
    var doors = new Conversations.Doors(teamwork.workspaces(), new NewestMessages());
    var conversations = new Conversations(database, outbox, base.log(), doors, clock);
    var needs = new MessageAppender.Needs(database, outbox, new VisibleTasks(), clock);
    var appender =
        closing.add("the appender", MessageAppender.start(needs, base.metrics().registry()));
    var presences = presences(base, identities);
    return new Talk(
        conversations,
        new Participants(conversations, database, outbox),
        new Watermarks(database, outbox),
        new Preferences(database, outbox),
        new Messages(conversations, appender, needs),
        new Typing(conversations, base.bus(), clock),
        presences);
  }

  private static Presences presences(Base base, Identities identities) {
    PresenceStore store =
        base.redis().<PresenceStore>map(RedisPresence::new).orElseGet(LocalPresence::new);
    var companions = new SharedConversations(base.database());
    var rules = new PresenceRules(identities.tenants(), identities.people(), companions);
    return new Presences(base.database(), store, rules, base.bus(), base.clock());
  }

  void startAgents(Base base, Closing closing) {
    closing.add("message agents", MessageAgents.start(base.database(), base.clock()));
  }

  /// Who may hear the topics that belong to it.
  Map<Topic.Kind, TopicAccess> access() {
    return Map.of(
        Topic.Kind.CONVERSATION,
        new ConversationAccess(conversations),
        Topic.Kind.USER,
        new PersonAccess(presences));
  }

  List<Routes> routes() {
    return List.of(
        new ConversationRoutes(conversations, participants, watermarks, preferences),
        new MessageRoutes(conversations, messages),
        new PresenceRoutes(presences));
  }

  /// Before the gateway is started.
  void speakThrough(Gateway gateway) {
    new ConversationCommands(watermarks).handlers().forEach(gateway::command);
    new MessageCommands(messages).handlers().forEach(gateway::command);
    new TypingCommands(typing).handlers().forEach(gateway::command);
    new PresenceCommands(presences).handlers().forEach(gateway::command);
    gateway.listen(presences.listener());
  }
}

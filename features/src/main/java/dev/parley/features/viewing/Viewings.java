package dev.parley.features.viewing;

import dev.parley.features.viewing.ViewingStore.Viewing;
import dev.parley.gateway.ConnectionId;
import dev.parley.gateway.ConnectionListener;
import dev.parley.gateway.TopicAccess;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.bus.TopicEnded;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import dev.parley.protocol.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door to viewing. A viewing is said by the client, goes on while it says so again, and ends
/// when it says that, when the connection or the right to hear the topic ends, or when nothing was
/// said for a while. What is new and what ends is passed on at once, what goes on each second,
/// together; nothing is done for a viewing in between.
public final class Viewings {
  private static final Logger LOG = LoggerFactory.getLogger(Viewings.class);

  private final TopicAccess access;
  private final NodeViewings node;
  private final ViewingAgent agent;

  /// @param goneAfter how long a viewing goes on after it was last said
  public Viewings(
      TopicAccess access, ViewingStore store, Duration goneAfter, Bus bus, InstantSource clock) {
    this(access, store, goneAfter, new ViewingNews(bus, clock), System::nanoTime);
    bus.listen(endings());
  }

  Viewings(
      TopicAccess access,
      ViewingStore store,
      Duration goneAfter,
      ViewingNews news,
      LongSupplier nanoTime) {
    this.access = access;
    node = new NodeViewings(nanoTime);
    agent = new ViewingAgent(node, store, news, goneAfter, nanoTime);
  }

  /// The actor's connection looks at the topic, which holds for a while. Completes with who looks
  /// on once the store has heard it. Refuses with `not_found` whoever may not hear the topic in
  /// full.
  CompletionStage<Viewers> join(Actor actor, ConnectionId connection, Topic topic) {
    requireViewed(topic);
    var viewing = viewing(actor, connection, topic);
    if (node.begin(viewing, actor)) demand(actor, viewing);
    var answer = node.say(viewing).orElseThrow(() -> unknown(topic));
    if (answer.isNew()) agent.wake();
    return answer.viewers();
  }

  /// As [#join], for a viewing that is known and may go on: nobody is asked and nothing waited for.
  /// Empty for all others.
  Optional<CompletionStage<Viewers>> goOn(Actor actor, ConnectionId connection, Topic topic) {
    return node.goOn(viewing(actor, connection, topic));
  }

  private void demand(Actor actor, Viewing viewing) {
    var topic = viewing.topic().topic();
    try {
      if (access.grant(actor, topic) == TopicAccess.Grant.FULL) {
        node.granted(viewing);
        return;
      }
    } catch (RuntimeException e) {
      node.unanswered(viewing);
      throw e;
    }
    if (node.end(viewing)) agent.wake();
    throw unknown(topic);
  }

  /// The actor's connection looks at the topic no more, if it did.
  void leave(Actor actor, ConnectionId connection, Topic topic) {
    requireViewed(topic);
    if (node.end(viewing(actor, connection, topic))) agent.wake();
  }

  /// A person, a whole workspace or tenant is not looked at: that would be a list of who is there.
  private static void requireViewed(Topic topic) {
    switch (topic.kind()) {
      case CONVERSATION, TASK, DOCUMENT -> {}
      case WORKSPACE, USER, TENANT ->
          throw new Problem.Invalid("topic", "Not a conversation, task or document").refused();
    }
  }

  private static Refused unknown(Topic topic) {
    return new Problem.NotFound(topic.kind().label()).refused();
  }

  private static Viewing viewing(Actor actor, ConnectionId connection, Topic topic) {
    return new Viewing(new TopicKey(actor.tenant(), topic), actor.user(), connection);
  }

  /// Hears of this node's connections.
  public ConnectionListener listener() {
    return new Connections();
  }

  private final class Connections implements ConnectionListener {
    @Override
    public void opened(Actor actor, ConnectionId connection) {}

    @Override
    public void closed(Actor actor, ConnectionId connection) {
      if (node.end(connection)) agent.wake();
    }

    @Override
    public void ended(Actor actor, ConnectionId connection, Topic topic) {
      if (node.end(viewing(actor, connection, topic))) agent.wake();
    }
  }

  Bus.Listener endings() {
    return new Endings();
  }

  /// Hears of rights that have ended, also of those who look on and hear nothing.
  private final class Endings implements Bus.Listener {
    @Override
    public void message(BusMessage message) {
      TopicEnded.of(message).ifPresent(this::ended);
    }

    private void ended(TopicEnded right) {
      if (node.end(right)) agent.wake();
      var carried = node.carriedBy(right);
      if (carried.isEmpty()) return;
      Thread.ofVirtual().name("viewing-rights").start(() -> carried.forEach(this::ask));
    }

    private void ask(Standing each) {
      try {
        demand(each.actor(), each.viewing());
      } catch (RuntimeException e) {
        LOG.debug("Not granted any more, or to be asked again with the next beat", e);
      }
    }

    @Override
    public void interrupted() {
      node.askAgain();
    }
  }

  /// Tells the store and the topics, until closed.
  public AutoCloseable start() {
    agent.start();
    return agent;
  }

  /// What [#start] does again and again.
  void turn() {
    agent.turn();
  }
}

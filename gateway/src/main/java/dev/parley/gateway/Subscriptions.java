package dev.parley.gateway;

import dev.parley.gateway.fanout.Subscription;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one session is subscribed to. Belongs to the connection's loop.
final class Subscriptions {
  private final Map<Topic, Subscription> byTopic = new HashMap<>(2);

  /// Lets go of an earlier subscription to the topic, and refuses when there are too many others.
  void makeRoom(Topic topic) {
    cancel(topic);
    if (byTopic.size() >= Limits.TOPICS_MAX) {
      throw new Problem.Unprocessable("topic", "At most " + Limits.TOPICS_MAX + " subscriptions")
          .refused();
    }
  }

  void add(Subscription subscription) {
    byTopic.put(subscription.key().topic(), subscription);
  }

  /// Whether everything that happens on the topic reaches the session.
  boolean follows(Topic topic) {
    var subscription = byTopic.get(topic);
    return subscription != null && subscription.follows();
  }

  void cancel(Topic topic) {
    var subscription = byTopic.remove(topic);
    if (subscription != null) subscription.cancel();
  }

  void forget(Subscription subscription) {
    byTopic.remove(subscription.key().topic(), subscription);
  }

  void cancelAll() {
    List.copyOf(byTopic.values()).forEach(Subscription::cancel);
    byTopic.clear();
  }
}

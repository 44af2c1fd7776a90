package dev.parley.gateway.fanout;

import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;

/// Whose subscriptions these are: one session on one connection. Called on its loop, where nothing
/// else is said.
public interface Subscriber {
  UserId user();

  Outbound outbound();

  /// Whether it may hear the topic at all. Called off the loop, may block; throws when nobody can
  /// say.
  boolean mayHear(Topic topic);

  /// An event ended the subscription; it was delivered before. The subscription is over.
  void ended(Subscription subscription);

  /// The topic lost its history. The subscription is over, and the client has to start afresh.
  void lost(Subscription subscription);
}

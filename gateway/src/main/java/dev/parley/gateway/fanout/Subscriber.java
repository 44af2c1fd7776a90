package dev.parley.gateway.fanout;

import dev.parley.platform.kernel.UserId;

/// Whose subscriptions these are: one session on one connection. Called on its loop.
public interface Subscriber {
  UserId user();

  Outbound outbound();

  /// An event ended the subscription; it was delivered before. The subscription is over.
  void ended(Subscription subscription);

  /// The topic lost its history. The subscription is over, and the client has to start afresh.
  void lost(Subscription subscription);
}

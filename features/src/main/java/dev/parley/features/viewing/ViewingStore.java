package dev.parley.features.viewing;

import dev.parley.gateway.ConnectionId;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where it is known which connections of all nodes look at which topics. A person looks on as long
/// as one connection does. What changes is taken by one caller, once, and no topic oftener than
/// every [#QUIET]; what is undone before that is never told. Calls may block, and do not throw
/// while the store or a part of it is away: they answer what was not heard.
///
/// A store may forget everything, such as after a restart. It has a new life then, in which nodes
/// say again what they know, and who was known before is no news.
public interface ViewingStore {
  /// How long a connection counts after its last beat, unless the configuration says otherwise.
  Duration GONE_AFTER = Limits.VIEWING_GONE;

  /// For how long a topic is told nothing after it was told something.
  Duration QUIET = Duration.ofSeconds(1);

  /// Who takes something tells it and says so within this time, or it is taken again.
  Duration TOLD_WITHIN = Duration.ofSeconds(3);

  /// How long all nodes take to say again what they know, once the store has forgotten it.
  Duration YOUNG = Duration.ofSeconds(3);

  /// Most viewings in one call.
  int BATCH_MAX = 500;

  /// One connection that looks at a topic.
  record Viewing(TopicKey topic, UserId user, ConnectionId connection) {}

  /// A viewing that goes on.
  ///
  /// @param lasted for how long it has gone on
  /// @param age how long ago the client said so
  /// @param life in which the store knew of it; empty while it has not
  record Beat(Viewing viewing, Duration lasted, Duration age, String life) {}

  /// What the store knows, having heard a beat.
  ///
  /// @param young whether it may not know all again
  record Known(String life, boolean young, Viewers viewers) {}

  /// A viewing that has ended.
  record Ended(Viewing viewing, String life) {}

  /// What a topic has not been told yet.
  ///
  /// @param change by how many more people look on than before
  /// @param joined nobody where there are too many to be named
  /// @param left the same
  record News(TopicKey topic, int count, int change, List<Viewer> joined, List<UserId> left) {}

  /// @param next when to take again; empty where nothing waits
  record Taken(List<News> news, Optional<Duration> next) {}

  /// These go on; those that are new come to be known. Answers each, empty where it was not heard.
  List<Optional<Known>> beat(List<Beat> beats);

  /// These have ended. Answers those that were not heard.
  List<Ended> leave(List<Ended> ended);

  /// Forgets the viewings whose beats have ceased.
  void sweep();

  /// What is to be told now.
  Taken take();

  /// What was taken of these topics has been told.
  void told(List<TopicKey> topics);

  /// The life in which the store was last heard to know of the topic; empty when it was not heard.
  String life(TopicKey topic);

  /// Grows whenever a part of the store is heard to have a new life.
  long lives();
}

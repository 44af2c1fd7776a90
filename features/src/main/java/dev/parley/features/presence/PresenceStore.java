package dev.parley.features.presence;

import dev.parley.gateway.ConnectionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Where the statuses of all connections of all nodes are. A person's status is the best of their
/// connections'. Every change of a person's status is told exactly once, to one caller: a
/// connection that comes or goes beside a better one is no change. Calls may block, and throw while
/// the store is away; then beats bring everything back. Where a part of the store is away, what is
/// kept there is left out.
public interface PresenceStore {
  /// How long a connection counts after its last beat.
  Duration GONE_AFTER = Duration.ofSeconds(60);

  /// Most connections in one call of [#beat], and people in one of [#statuses].
  int BATCH_MAX = 500;

  /// A person of a tenant.
  record Person(TenantId tenant, UserId user) {}

  /// A connection that stands, with its own status.
  record Beat(Person person, ConnectionId connection, Status status) {}

  /// A person's status, which was another one before.
  record Change(Person person, Status status) {}

  /// These connections stand for another while; those that are new come to be known.
  List<Change> beat(List<Beat> beats);

  /// This connection has ended.
  List<Change> leave(Person person, ConnectionId connection);

  /// Forgets the connections whose beats have ceased.
  List<Change> sweep();

  /// The status of each person; offline when nobody has told of a connection.
  Map<UserId, Status> statuses(TenantId tenant, Collection<UserId> users);
}

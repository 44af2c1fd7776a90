package dev.parley.client.viewing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Looking at a topic, until it is closed: who else does, kept up to date while there is a
/// connection.
public interface Viewing extends AutoCloseable {

  /// A person who looks on, and since when.
  record Viewer(UUID userId, Instant since) {}

  /// Those who have looked on longest, oneself among them; at most 100.
  List<Viewer> viewers();

  /// How many look on.
  long count();

  /// Looks on no more.
  @Override
  void close();
}

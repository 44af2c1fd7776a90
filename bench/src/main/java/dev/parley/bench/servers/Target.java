package dev.parley.bench.servers;

import dev.parley.bench.dialect.Publish;
import dev.parley.bench.load.Fleet;
import java.util.List;

/// A server under test.
public interface Target extends AutoCloseable {
  /// As the tables call it.
  String name();

  /// Where it is, and how a message is said there.
  Fleet.Server speaking(Publish publish);

  /// So many topics that every connection may hear and publish to.
  List<String> topics(int count);

  /// So many topics for connections that speak to themselves, where the server has no echo and so
  /// needs topics for it.
  default List<String> echoTopics(int count) {
    return List.of("echo");
  }

  /// So many new tasks that every connection may hear and change, where the server has such.
  default List<String> tasks(int count) {
    throw new IllegalArgumentException(name() + " has no tasks");
  }

  Processes processes();

  /// What its runtime says of itself.
  Engine engine();

  @Override
  void close();
}

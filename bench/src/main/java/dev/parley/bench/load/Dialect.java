package dev.parley.bench.load;

import dev.parley.bench.frames.Template;
import java.util.List;

/// How a kind of server is spoken to over WebSocket.
public interface Dialect {
  /// Path and query of the upgrade.
  String path();

  /// Headers of the upgrade besides the usual ones.
  List<String> headers(int connection);

  /// How a connection is opened that is to hear its topic.
  Opening hearing(int connection, String topic);

  /// How one is opened that hears nothing.
  Opening silent(int connection);

  /// How one is opened whose messages come back to itself alone.
  default Opening echoing(int connection, String topic) {
    return silent(connection);
  }

  /// What is published to all who hear a topic.
  Template publish(String topic);

  /// What is answered to the sender alone, and kept nowhere.
  Template echo(String topic);

  Recogniser recogniser(Hearing hearing);
}

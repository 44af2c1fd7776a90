package dev.parley.bench.load;

import dev.parley.bench.frames.Template;
import java.util.ArrayList;
import java.util.List;

/// A topic as the generator sees it: who publishes there, how many hear it, and what is under way.
/// Its publishers take turns. Belongs to the loop.
public final class Room {
  private final Template message;
  private final List<Connection> publishers = new ArrayList<>();
  private int[] sent = {};
  private int readers;
  private int turn;
  private long owed;

  /// @param message what is said here
  public Room(Template message) {
    this.message = message;
  }

  void addReader() {
    readers++;
  }

  void addPublisher(Connection connection) {
    publishers.add(connection);
    sent = new int[publishers.size()];
  }

  int readers() {
    return readers;
  }

  List<Connection> publishers() {
    return publishers;
  }

  int sent(int stream) {
    return sent[stream];
  }

  /// Deliveries that have yet to come.
  long owed() {
    return owed;
  }

  void delivered() {
    owed--;
  }

  /// The next publisher says its next message.
  ///
  /// @param clock the moment that latency is counted from
  void publish(Tally tally, long clock) {
    int stream = turn;
    turn = turn + 1 == publishers.size() ? 0 : turn + 1;
    publish(tally, clock, stream);
  }

  /// A publisher says its next message.
  void publish(Tally tally, long clock, int stream) {
    publishers.get(stream).send(message, clock, stream, sent[stream]++);
    owed += readers;
    tally.sent(readers);
  }
}

package dev.parley.bench.scenario;

import java.time.Duration;

/// What a scenario is made of.
public sealed interface Shape {
  int connections();

  /// Connections that hear topics, evenly, and some that publish there.
  ///
  /// @param publishers of each topic; they take turns
  record FanOut(int connections, int topics, int publishers, Pacing pacing) implements Shape {}

  /// Everyone asks and is answered alone; nothing is kept.
  record Echo(int connections, int outstanding) implements Shape {}

  /// Messages that are committed before they are answered.
  ///
  /// @param hearing whether all connections of a topic hear it
  record Send(int connections, int topics, boolean hearing, Pacing pacing) implements Shape {}

  /// Tasks that one of those who hear them changes, committed before that is answered.
  record Change(int connections, int tasks, double perSecond) implements Shape {}

  /// People in conversations, who send, think, type and read.
  record Chat(int connections, int topics, Duration beforeTyping, Duration typing)
      implements Shape {}

  /// Connections with one subscription each that do nothing.
  record Idle(int connections, int topics) implements Shape {}

  /// Connections as fast as they are let in.
  ///
  /// @param inFlight most that are under way at the same time
  record Storm(int connections, int inFlight) implements Shape {}

  /// When is sent.
  sealed interface Pacing {
    /// So many outstanding: of each topic, or of all together where what counts is the answer.
    record Closed(int outstanding) implements Pacing {}

    /// At a rate over all topics, whatever comes back.
    record Open(double perSecond) implements Pacing {}
  }
}

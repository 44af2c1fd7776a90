package dev.parley.bench.load;

import dev.parley.bench.frames.Mark;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/// Counts what a fleet sends and hears. Belongs to the loop.
public final class Tally implements Hearing {
  /// Most complaints of the server that are kept word for word.
  private static final int COMPLAINTS_MAX = 5;

  private final Pace pace;
  private final Ledger delivered;
  private final Ledger answered;
  private final Latency delivery = new Latency();
  private final Latency answer = new Latency();
  private final Latency lateness = new Latency();
  private final List<String> complaints = new ArrayList<>();
  private long now;
  private long sends;
  private long expected;
  private long deliveries;
  private long answers;
  private long others;
  private long refused;
  private long skipped;

  /// @param streams most publishers of a room
  Tally(Pace pace, int connections, int streams) {
    this.pace = pace;
    delivered = new Ledger(connections, streams);
    answered = new Ledger(connections, 1);
  }

  /// How many of each so far.
  ///
  /// @param others frames that came and are neither, such as what typing causes
  public record Counts(long sends, long deliveries, long answers, long others) {
    /// What came since.
    public Counts since(Counts before) {
      return new Counts(
          sends - before.sends,
          deliveries - before.deliveries,
          answers - before.answers,
          others - before.others);
    }
  }

  /// What was wrong, from the first message to the last.
  ///
  /// @param late came after a later one of the same publisher
  /// @param refused commands that the server answered with an error
  /// @param skipped sends that were left out because the server was too far behind
  public record Faults(
      long lost, long doubled, long late, long refused, long skipped, List<String> complaints) {}

  void read(long moment) {
    now = moment;
  }

  void sent(int readers) {
    sends++;
    expected += readers;
  }

  void sentLate(long nanos) {
    lateness.record(nanos);
  }

  void skipped() {
    skipped++;
  }

  long owed() {
    return expected - deliveries;
  }

  @Override
  public void delivered(Connection to, ByteBuf bytes, int mark) {
    deliveries++;
    delivered.saw(to.index(), Mark.stream(bytes, mark), Mark.number(bytes, mark));
    delivery.record(now - Mark.clock(bytes, mark));
    to.room().delivered();
    pace.delivered(to, bytes, mark);
  }

  @Override
  public void answered(Connection to, ByteBuf bytes, int mark) {
    answers++;
    answered.saw(to.index(), 0, Mark.number(bytes, mark));
    answer.record(now - Mark.clock(bytes, mark));
    pace.answered();
  }

  @Override
  public void other(Connection to) {
    others++;
  }

  @Override
  public void refused(Connection to, String complaint) {
    refused++;
    if (complaints.size() < COMPLAINTS_MAX) complaints.add(complaint);
  }

  void startRecording() {
    delivery.start();
    answer.start();
    lateness.start();
  }

  void stopRecording() {
    delivery.stop();
    answer.stop();
    lateness.stop();
  }

  Counts counts() {
    return new Counts(sends, deliveries, answers, others);
  }

  Quantiles delivery() {
    return delivery.quantiles();
  }

  Quantiles answer() {
    return answer.quantiles();
  }

  /// How much later than it should have the generator sent, in open loop.
  Quantiles lateness() {
    return lateness.quantiles();
  }

  Faults faults(List<Room> rooms, List<Connection> connections, boolean answering) {
    long lost = delivered.missing() + answered.missing();
    for (var connection : connections) {
      var room = connection.room();
      if (!connection.hears()) continue;
      for (int stream = 0; stream < room.publishers().size(); stream++) {
        lost += delivered.behind(connection.index(), stream, room.sent(stream));
      }
    }
    if (answering) {
      for (var room : rooms) lost += unanswered(room);
    }
    return new Faults(
        lost,
        delivered.doubled() + answered.doubled(),
        delivered.late() + answered.late(),
        refused,
        skipped,
        List.copyOf(complaints));
  }

  private long unanswered(Room room) {
    long missing = 0;
    for (int stream = 0; stream < room.publishers().size(); stream++) {
      int reader = room.publishers().get(stream).index();
      missing += answered.behind(reader, 0, room.sent(stream));
    }
    return missing;
  }
}

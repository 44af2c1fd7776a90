package dev.parley.e2e.history;

import dev.parley.e2e.history.Operation.Phase;
import dev.parley.e2e.history.Operation.Verb;
import java.util.ArrayList;
import java.util.List;

/// Writes a history down while it happens. Safe for any thread; the order of the list is the order
/// of the times in it.
public final class Recorder {
  /// Who reads every conversation through to its end once all is quiet.
  public static final String FINAL = "final";

  /// The value of a resume after which the server says that nothing was missed.
  public static final String RECOVERED = "recovered";

  /// The value of a resume after which the client has to reload.
  public static final String LOST = "lost";

  /// What begins the value of a message that nobody sent: the server's own.
  public static final String SYSTEM = "system:";

  private final long start = System.nanoTime();
  private final List<Operation> operations = new ArrayList<>();

  /// How long the history has been going on.
  public long nanos() {
    return System.nanoTime() - start;
  }

  /// The history so far.
  public synchronized List<Operation> operations() {
    return List.copyOf(operations);
  }

  /// The pen of one client.
  public Scribe scribe(String process) {
    return new Scribe(process);
  }

  private synchronized void add(String process, Entry entry) {
    operations.add(
        new Operation(
            nanos(),
            process,
            entry.phase,
            entry.verb,
            entry.conversation,
            entry.seq,
            entry.value,
            entry.offset));
  }

  private record Entry(
      Phase phase, Verb verb, String conversation, long seq, String value, long offset) {}

  /// Writes down what one client does.
  public final class Scribe {
    private final String process;

    private Scribe(String process) {
      this.process = process;
    }

    public String process() {
      return process;
    }

    public void sending(String conversation, String value) {
      send(Phase.INVOKE, conversation, value, Operation.NONE);
    }

    public void sent(String conversation, String value, long seq) {
      send(Phase.OK, conversation, value, seq);
    }

    public void refused(String conversation, String value) {
      send(Phase.FAIL, conversation, value, Operation.NONE);
    }

    public void unanswered(String conversation, String value) {
      send(Phase.INFO, conversation, value, Operation.NONE);
    }

    private void send(Phase phase, String conversation, String value, long seq) {
      add(process, new Entry(phase, Verb.SEND, conversation, seq, value, Operation.NONE));
    }

    /// @param offset [Operation#NONE] when the message was read from history
    public void saw(String conversation, long seq, String value, long offset) {
      add(process, new Entry(Phase.OK, Verb.POLL, conversation, seq, value, offset));
    }

    public void heard(String conversation, String event, long offset) {
      add(process, new Entry(Phase.OK, Verb.EVENT, conversation, Operation.NONE, event, offset));
    }

    public void resumed(String conversation, boolean recovered, long offset) {
      var value = recovered ? RECOVERED : LOST;
      add(process, new Entry(Phase.OK, Verb.RESUME, conversation, Operation.NONE, value, offset));
    }
  }
}

package dev.parley.platform.postgres;

import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One writer of a group commit: its thread takes all that waits at one moment, and writes it in
/// one transaction; what comes meanwhile is the next batch. Whatever was accepted is answered, or
/// failed, and never both. Where a batch fails as a whole, its members are tried one by one; where
/// the database is gone for a moment, one more time. Answers come on the writer's thread, after the
/// commit, in the order of the batch: what follows them must not block.
///
/// @param <W> what waits
public final class GroupCommit<W extends GroupCommit.Waiting> {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private final WaitingLine<W> line;
  private final Writing<W> writing;
  private final Thread writer;

  /// Something that is to be written. It has exactly one outcome.
  public interface Waiting {
    /// About how many bytes it is.
    long weight();

    /// What is written together, such as all of one tenant; groups take turns. The order is kept
    /// within each.
    default Object group() {
      return "";
    }

    void fail(RuntimeException e);
  }

  /// Writes a batch in one transaction, and gives what answers each after the commit.
  @FunctionalInterface
  public interface Writing<W> {
    List<? extends Runnable> write(List<W> batch);
  }

  /// How much may wait, and how much of it is written at once; weights in bytes.
  public record Bounds(int waiting, long waitingWeight, int batch, long batchWeight) {}

  private GroupCommit(String name, Bounds bounds, Writing<W> writing) {
    this.line = new WaitingLine<>(bounds);
    this.writing = writing;
    this.writer = Thread.ofVirtual().name(name).unstarted(this::loop);
  }

  public static <W extends Waiting> GroupCommit<W> start(
      String name, Bounds bounds, Writing<W> writing) {
    var commit = new GroupCommit<>(name, bounds, writing);
    commit.writer.start();
    return commit;
  }

  /// False when too much waits, and when it takes no more.
  public boolean offer(W one) {
    return line.offer(one);
  }

  public int size() {
    return line.size();
  }

  private void loop() {
    for (var batch = line.take(); !batch.isEmpty(); batch = line.take()) write(batch);
  }

  private void write(List<W> batch) {
    try {
      writeOrRetry(batch).forEach(Runnable::run);
    } catch (Refused e) {
      fail(batch, e);
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        LOG.error("One of a group commit could not be written", e);
        fail(batch, e);
      } else {
        LOG.warn("A batch of {} failed, its members are tried one by one", batch.size(), e);
        for (var one : batch) write(List.of(one));
      }
    } catch (Error e) {
      LOG.error("A batch of {} failed", batch.size(), e);
      fail(batch, new Problem.Internal().refused());
    }
  }

  /// A connection that broke is worth one more attempt, on another one.
  private List<? extends Runnable> writeOrRetry(List<W> batch) {
    try {
      return writing.write(batch);
    } catch (Refused e) {
      if (!(e.problem() instanceof Problem.Unavailable)) throw e;
      return writing.write(batch);
    }
  }

  private void fail(List<W> batch, RuntimeException e) {
    for (var one : batch) one.fail(e);
  }

  /// Takes no more.
  public void seal() {
    line.close();
  }

  /// Waits until what was accepted has been answered; what is still left after so long is refused.
  public void drain(Duration max) {
    try {
      if (writer.join(max)) return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    var refused = new Problem.Unavailable("The server is going away").refused();
    for (var rest = line.take(); !rest.isEmpty(); rest = line.take()) fail(rest, refused);
  }
}

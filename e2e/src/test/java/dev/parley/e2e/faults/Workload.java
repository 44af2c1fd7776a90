package dev.parley.e2e.faults;

import dev.parley.e2e.history.Operation;
import dev.parley.e2e.history.Recorder;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Clients that send, subscribe and poll, and the history of what they did and saw.
final class Workload implements AutoCloseable {
  private static final Duration CAUGHT_UP_MAX = Duration.ofSeconds(40);

  private final Meeting meeting;
  private final Recorder recorder = new Recorder();
  private final Random random;
  private final Rest writing = new Rest();
  private final Rest reading = new Rest();
  private final List<Reader> readers = new ArrayList<>();
  private final List<Pager> pagers = new ArrayList<>();
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();

  /// How many there are of each kind.
  record Size(int conversations, int writers, int readers, int pagers, double sendsPerSecond) {
    static final Size MODEST = new Size(3, 6, 6, 2, 4);
  }

  private Workload(Meeting meeting, long seed) {
    this.meeting = meeting;
    this.random = new Random(seed);
  }

  /// Lets everybody begin.
  static Workload start(FaultyCluster cluster, Size size, long seed) {
    var workload = new Workload(Meeting.in(cluster, size.conversations), seed);
    for (int i = 0; i < size.readers; i++) workload.read(i);
    for (int i = 0; i < size.pagers; i++) workload.page(i);
    for (int i = 0; i < size.writers; i++) workload.write(i, size.sendsPerSecond);
    workload.writeAsStranger();
    return workload;
  }

  private Work work(Rest rest) {
    return new Work(new Random(random.nextLong()), rest);
  }

  private void read(int number) {
    var reader = new Reader(meeting, number, recorder.scribe("reader-" + number), work(reading));
    readers.add(reader);
    others.execute(reader::run);
  }

  private void page(int number) {
    var pager = new Pager(meeting, number, recorder.scribe("pager-" + number), work(reading));
    pagers.add(pager);
    others.execute(pager::run);
  }

  private void write(int number, double perSecond) {
    var way = new Writer.Way(number % 2 == 0, number / 2);
    var scribe = recorder.scribe("writer-" + number);
    var writer = new Writer(meeting, meeting.member(number), way, scribe, work(writing));
    writers.execute(() -> writer.run(perSecond));
  }

  /// Someone whose every message is refused, and must never be seen.
  private void writeAsStranger() {
    var way = new Writer.Way(false, 0);
    var scribe = recorder.scribe("stranger");
    var writer = new Writer(meeting, meeting.stranger(), way, scribe, work(writing));
    writers.execute(() -> writer.run(1));
  }

  Recorder recorder() {
    return recorder;
  }

  List<Operation> history() {
    return recorder.operations();
  }

  /// From that moment of the history until each reader that had lost its connection since was where
  /// it would have been.
  List<Duration> reattachments(long since) {
    long start = System.nanoTime() - (recorder.nanos() - since);
    return readers.stream()
        .flatMap(reader -> reader.outages().stream().filter(it -> it.back() > start).limit(1))
        .map(outage -> Duration.ofNanos(outage.back() - start))
        .toList();
  }

  /// Lets the senders finish and everyone catch up, and reads all conversations to their end.
  /// Answers how long the slowest took to catch up; who does not is found in the history.
  Duration quiesce() {
    writing.end();
    writers.close();
    long start = System.nanoTime();
    var heads = readAll();
    try {
      Await.until("all caught up", CAUGHT_UP_MAX, () -> allReached(heads));
    } catch (AssertionError _) {
      // The judge names who did not.
    }
    var took = Duration.ofNanos(System.nanoTime() - start);
    reading.end();
    others.close();
    return took;
  }

  private Map<String, Long> readAll() {
    var whole = new Pager(meeting, 0, recorder.scribe(Recorder.FINAL), work(reading));
    var heads = new HashMap<String, Long>();
    for (var conversation : meeting.conversations()) {
      Await.until("history is read", CAUGHT_UP_MAX, () -> whole.page(conversation));
      heads.put(conversation, whole.lastSeq(conversation));
    }
    return heads;
  }

  private boolean allReached(Map<String, Long> heads) {
    return heads.entrySet().stream()
        .allMatch(head ->
            readers.stream().allMatch(it -> it.lastSeq(head.getKey()) >= head.getValue())
                && pagers.stream().allMatch(it -> it.lastSeq(head.getKey()) >= head.getValue()));
  }

  @Override
  public void close() {
    writing.end();
    reading.end();
    writers.shutdownNow();
    others.shutdownNow();
    try {
      writers.awaitTermination(10, TimeUnit.SECONDS);
      others.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

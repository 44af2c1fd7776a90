package dev.parley.e2e.faults.load;

import dev.parley.e2e.faults.ground.FaultyCluster;
import dev.parley.e2e.history.Model;
import dev.parley.e2e.history.Operation;
import dev.parley.e2e.history.Recorder;
import dev.parley.e2e.history.Register;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Clients that send, subscribe and poll, and the history of what they did and saw.
public final class Workload implements AutoCloseable {
  /// The process of one who takes part in nothing, and tries.
  public static final String STRANGER = "stranger";

  /// Who write and read each register.
  private static final int DEVICES = 3;

  private static final Duration CAUGHT_UP_MAX = Duration.ofSeconds(40);

  private final Meeting meeting;
  private final Recorder recorder = new Recorder();
  private final Random random;
  private final Rest writing = new Rest();
  private final Rest reading = new Rest();
  private final List<Reader> readers = new ArrayList<>();
  private final List<Pager> pagers = new ArrayList<>();
  private final List<Register> registers = new ArrayList<>();
  private final Queue<Throwable> brokenOff = new ConcurrentLinkedQueue<>();
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();

  private volatile boolean closed;

  /// How many there are of each kind.
  public record Size(
      int conversations, int writers, int readers, int pagers, double sendsPerSecond) {
    public static final Size MODEST = new Size(3, 6, 6, 2, 4);
  }

  private Workload(Meeting meeting, long seed) {
    this.meeting = meeting;
    this.random = new Random(seed);
  }

  /// Lets everybody begin.
  public static Workload start(FaultyCluster cluster, Size size, long seed) {
    var workload = new Workload(Meeting.in(cluster, size.conversations), seed);
    for (int i = 0; i < size.readers; i++) workload.read(i);
    for (int i = 0; i < size.pagers; i++) workload.page(i);
    for (int i = 0; i < size.writers; i++) workload.write(i, size.sendsPerSecond);
    workload.writeAsStranger();
    workload.writeAndReadRegisters();
    return workload;
  }

  /// A client that breaks off has seen something that no client may see.
  private Runnable watched(Runnable client) {
    return () -> {
      try {
        client.run();
      } catch (RuntimeException | AssertionError e) {
        if (!closed) brokenOff.add(e);
      }
    };
  }

  /// Why clients broke off; empty when none did.
  public List<Throwable> brokenOff() {
    return List.copyOf(brokenOff);
  }

  private Work work(Rest rest) {
    return new Work(new Random(random.nextLong()), rest);
  }

  private void read(int number) {
    var reader = new Reader(meeting, number, recorder.scribe("reader-" + number), work(reading));
    readers.add(reader);
    others.execute(watched(reader::run));
  }

  private void page(int number) {
    var pager = new Pager(meeting, number, recorder.scribe("pager-" + number), work(reading));
    pagers.add(pager);
    others.execute(watched(pager::run));
  }

  private void write(int number, double perSecond) {
    var way = new Writer.Way(number % 2 == 0, number / 2);
    var scribe = recorder.scribe("writer-" + number);
    var writer = new Writer(meeting, meeting.member(number), way, scribe, work(writing));
    writers.execute(watched(() -> writer.run(perSecond)));
  }

  /// Someone whose every message is refused, and must never be seen.
  private void writeAsStranger() {
    var way = new Writer.Way(false, 0);
    var scribe = recorder.scribe(STRANGER);
    var writer = new Writer(meeting, meeting.stranger(), way, scribe, work(writing));
    writers.execute(watched(() -> writer.run(1)));
  }

  private void writeAndReadRegisters() {
    var message = EditedMessage.in(meeting, meeting.aside().getFirst());
    share(new Register("message", Model.register(EditedMessage.FIRST)), message);
    var mark = ReadWatermark.in(meeting, meeting.aside().getLast());
    share(new Register("read-watermark", Model.watermark(mark.first())), mark);
  }

  private void share(Register register, RegisterClient.Thing thing) {
    registers.add(register);
    for (int i = 0; i < DEVICES; i++) {
      var process = register.name() + "-device-" + i;
      var client = new RegisterClient(process, register, thing, recorder::nanos, work(writing));
      writers.execute(watched(client::run));
    }
  }

  /// What several clients wrote and read at once.
  public List<Register> registers() {
    return registers;
  }

  public Recorder recorder() {
    return recorder;
  }

  public List<Operation> history() {
    return recorder.operations();
  }

  /// From that moment of the history until each reader that had lost its connection since was where
  /// it would have been.
  public List<Duration> reattachments(long since) {
    long start = System.nanoTime() - (recorder.nanos() - since);
    return readers.stream()
        .flatMap(reader -> reader.outages().stream().filter(it -> it.back() > start).limit(1))
        .map(outage -> Duration.ofNanos(outage.back() - start))
        .toList();
  }

  /// When the last reader that had lost its connection was back, in nanoseconds of the history.
  public long lastBack() {
    long began = System.nanoTime() - recorder.nanos();
    return readers.stream()
        .flatMap(reader -> reader.outages().stream())
        .mapToLong(outage -> outage.back() - began)
        .max()
        .orElse(0);
  }

  /// Lets the senders finish and everyone catch up, and reads all conversations to their end.
  /// Answers how long the slowest took to catch up; who does not is found in the history.
  public Duration quiesce() {
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
    closed = true;
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

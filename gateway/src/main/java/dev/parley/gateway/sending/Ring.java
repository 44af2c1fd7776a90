package dev.parley.gateway.sending;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Optional;

/// An io_uring (`io_uring_setup(2)`) that only sends, and waits for nothing: each send is done when
/// it has been submitted. Belongs to one thread; may be closed by another once that has ended.
final class Ring implements AutoCloseable {
  private static final int SUBMISSION_BYTES = 64;
  private static final int COMPLETION_BYTES = 16;
  private static final int GET_EVENTS = 1;
  private static final int SEND = 26;

  /// `MSG_DONTWAIT` and `MSG_NOSIGNAL`.
  private static final int MESSAGE_FLAGS = 0x4040;

  private static final VarHandle INT = JAVA_INT.varHandle();

  private final Arena arena;
  private final int descriptor;
  private final RingLayout layout;
  private final MemorySegment rings;
  private final MemorySegment submissions;
  private int tail;
  private int head;

  private Ring(int descriptor, RingLayout layout, Arena arena) {
    this.arena = arena;
    this.descriptor = descriptor;
    this.layout = layout;
    rings = layout.mapRings(descriptor, arena);
    submissions = layout.mapSubmissions(descriptor, arena);
    for (int i = 0; i < layout.entries(); i++) {
      rings.set(JAVA_INT, layout.submissionArray() + (long) i * Integer.BYTES, i);
    }
  }

  /// One with room for so many sends, a power of two; empty where the kernel has none for us.
  static Optional<Ring> open(int entries) {
    try (var scratch = Arena.ofConfined()) {
      var parameters = RingLayout.parameters(scratch);
      int descriptor = Kernel.setUpRing(entries, parameters);
      if (descriptor < 0) return Optional.empty();
      return RingLayout.of(parameters)
          .flatMap(it -> mapped(descriptor, it))
          .or(() -> {
            Kernel.close(descriptor);
            return Optional.empty();
          });
    }
  }

  private static Optional<Ring> mapped(int descriptor, RingLayout layout) {
    var arena = Arena.ofShared();
    try {
      return Optional.of(new Ring(descriptor, layout, arena));
    } catch (IllegalStateException _) {
      arena.close();
      return Optional.empty();
    }
  }

  int entries() {
    return layout.entries();
  }

  /// Makes the send with this number ready, counted from 0 since the last submission.
  void prepare(int number, int socket, long address, int length) {
    long at = (long) ((tail + number) & (layout.entries() - 1)) * SUBMISSION_BYTES;
    submissions.set(JAVA_INT, at, SEND);
    submissions.set(JAVA_INT, at + 4, socket);
    submissions.set(JAVA_LONG, at + 16, address);
    submissions.set(JAVA_INT, at + 24, length);
    submissions.set(JAVA_INT, at + 28, MESSAGE_FLAGS);
    submissions.set(JAVA_LONG, at + 32, number);
  }

  /// Does the sends that are ready, and answers for each the bytes that were sent or the negative
  /// error; 0 for what the kernel did not come to.
  void submit(int count, int[] results) {
    Arrays.fill(results, 0, count, 0);
    INT.setRelease(rings, layout.submissionTail(), tail + count);
    int taken = 0;
    while (taken < count) {
      int more = Kernel.enter(descriptor, count - taken, 0, 0);
      if (more <= 0) break;
      taken += more;
    }
    tail += taken;
    // The next submission begins where this one stopped.
    if (taken < count) INT.setRelease(rings, layout.submissionTail(), tail);
    for (int done = reap(results); done < taken; done += reap(results)) {
      Kernel.enter(descriptor, 0, taken - done, GET_EVENTS);
    }
  }

  private int reap(int[] results) {
    int end = (int) INT.getAcquire(rings, layout.completionTail());
    int count = end - head;
    for (; head != end; head++) {
      long at = layout.events() + (long) (head & (layout.completions() - 1)) * COMPLETION_BYTES;
      results[(int) rings.get(JAVA_LONG, at)] = rings.get(JAVA_INT, at + 8);
    }
    INT.setRelease(rings, layout.completionHead(), head);
    return count;
  }

  @Override
  public void close() {
    arena.close();
    Kernel.close(descriptor);
  }
}

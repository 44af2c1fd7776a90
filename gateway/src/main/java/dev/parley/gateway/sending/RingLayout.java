package dev.parley.gateway.sending;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Where the parts of a ring are in the memory that it shares with the kernel, as `struct
/// io_uring_params` tells.
///
/// @param entries how many sends it takes, a power of two
/// @param completions how many answers, a power of two
/// @param events where the answers begin
record RingLayout(
    int entries,
    int completions,
    long submissionTail,
    long submissionArray,
    long completionHead,
    long completionTail,
    long events) {
  private static final int PARAMETERS_BYTES = 120;
  private static final int FLAGS = 8;
  private static final int FEATURES = 20;
  private static final int SUBMISSION_BYTES = 64;
  private static final int COMPLETION_BYTES = 16;
  private static final long SUBMISSIONS_OFFSET = 0x1000_0000L;

  /// A send that fails does not hold up those behind it (Linux 5.18).
  private static final int SUBMIT_ALL = 1 << 7;

  /// Both halves are mapped at once (Linux 5.4).
  private static final int SINGLE_MMAP = 1;

  /// What to ask for one with.
  static MemorySegment parameters(Arena arena) {
    var parameters = arena.allocate(PARAMETERS_BYTES, Long.BYTES);
    parameters.set(JAVA_INT, FLAGS, SUBMIT_ALL);
    return parameters;
  }

  /// What the kernel answered; empty if it is too old.
  static Optional<RingLayout> of(MemorySegment parameters) {
    if ((parameters.get(JAVA_INT, FEATURES) & SINGLE_MMAP) == 0) return Optional.empty();
    return Optional.of(
        new RingLayout(
            parameters.get(JAVA_INT, 0),
            parameters.get(JAVA_INT, 4),
            parameters.get(JAVA_INT, 44),
            parameters.get(JAVA_INT, 64),
            parameters.get(JAVA_INT, 80),
            parameters.get(JAVA_INT, 84),
            parameters.get(JAVA_INT, 100)));
  }

  MemorySegment mapRings(int descriptor, Arena arena) {
    long submissionsEnd = submissionArray + (long) entries * Integer.BYTES;
    long completionsEnd = events + (long) completions * COMPLETION_BYTES;
    return map(descriptor, 0, Math.max(submissionsEnd, completionsEnd), arena);
  }

  MemorySegment mapSubmissions(int descriptor, Arena arena) {
    return map(descriptor, SUBMISSIONS_OFFSET, (long) entries * SUBMISSION_BYTES, arena);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment map(int descriptor, long offset, long bytes, Arena arena) {
    var memory = Kernel.map(descriptor, offset, bytes);
    if (memory.address() == -1) throw new IllegalStateException("A ring could not be mapped");
    return memory.reinterpret(bytes, arena, Kernel::unmap);
  }
}

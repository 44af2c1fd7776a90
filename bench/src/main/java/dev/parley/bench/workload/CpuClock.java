package dev.parley.bench.workload;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Processor time of this process with all of its threads, to the nanosecond. What the JVM itself
/// tells goes in steps of ten milliseconds.
final class CpuClock {
  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final MethodHandle GET_TIME = getTime();
  private static final MemorySegment TIME = Arena.global().allocate(2L * Long.BYTES, Long.BYTES);

  private CpuClock() {}

  @SuppressWarnings("restricted")
  private static MethodHandle getTime() {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("clock_gettime"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  static long nanos() {
    try {
      int failed = (int) GET_TIME.invokeExact(CLOCK_PROCESS_CPUTIME_ID, TIME);
      if (failed != 0) throw new IllegalStateException("there is no clock of the process");
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return TIME.get(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
        + TIME.get(ValueLayout.JAVA_LONG, Long.BYTES);
  }
}

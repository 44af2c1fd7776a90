package dev.parley.gateway.sending;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The calls of Linux that a ring needs, by way of the C library. Each answers what the C function
/// does; -1 is a failure.
final class Kernel {
  private static final long IO_URING_SETUP = 425;
  private static final long IO_URING_ENTER = 426;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED_POPULATE = 0x8001;

  private static final MethodHandle SETUP =
      function(
          "syscall",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle ENTER =
      function(
          "syscall",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle MMAP =
      function(
          "mmap",
          FunctionDescriptor.of(
              ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle MUNMAP =
      function("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private Kernel() {}

  @SuppressWarnings("restricted")
  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
  }

  static int setUpRing(int entries, MemorySegment parameters) {
    try {
      return (int) (long) SETUP.invokeExact(IO_URING_SETUP, entries, parameters);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static int enter(int ring, int submit, int complete, int flags) {
    try {
      return (int) (long) ENTER.invokeExact(IO_URING_ENTER, ring, submit, complete, flags, 0L, 0L);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// The address is -1 when it failed.
  static MemorySegment map(int descriptor, long offset, long bytes) {
    try {
      return (MemorySegment)
          MMAP.invokeExact(0L, bytes, PROT_READ_WRITE, MAP_SHARED_POPULATE, descriptor, offset);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static void unmap(MemorySegment memory) {
    try {
      var _ = (int) MUNMAP.invokeExact(memory, memory.byteSize());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static void close(int descriptor) {
    try {
      var _ = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

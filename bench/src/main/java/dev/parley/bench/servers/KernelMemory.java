package dev.parley.bench.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What the kernel keeps for all sockets of the machine, and everything else: buffers and slabs.
public final class KernelMemory {
  private static final long PAGE_BYTES = 4096;
  private static final Pattern SLAB = Pattern.compile("(?m)^Slab: +(\\d+) kB");
  private static final Pattern TCP_PAGES = Pattern.compile("(?m)^TCP: .* mem (\\d+)");

  private KernelMemory() {}

  /// In bytes.
  public static long now() {
    long slab = find(SLAB, Path.of("/proc/meminfo")) * 1024;
    return slab + find(TCP_PAGES, Path.of("/proc/net/sockstat")) * PAGE_BYTES;
  }

  private static long find(Pattern pattern, Path file) {
    try {
      var found = pattern.matcher(Files.readString(file));
      return found.find() ? Long.parseLong(found.group(1)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.parley.bench.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Some processes and all that descend from them, as the kernel accounts for them.
public record Processes(Set<Long> roots) {
  private static final Path PROC = Path.of("/proc");
  private static final double TICKS_PER_SECOND = 100;
  private static final Pattern KILOBYTES = Pattern.compile("(?m)^(Rss|Pss): +(\\d+) kB$");

  /// What they have used since they started.
  ///
  /// @param cpuSeconds user and system time by program
  /// @param rss resident bytes; pages that several share count for each
  /// @param pss the same, with shared pages divided among those who share
  public record Usage(Map<String, Double> cpuSeconds, long rss, long pss) {
    /// Processor time since an earlier look; memory as it is now.
    public Usage since(Usage before) {
      var spent = new TreeMap<String, Double>();
      cpuSeconds.forEach(
          (name, now) -> spent.put(name, now - before.cpuSeconds.getOrDefault(name, 0.0)));
      return new Usage(spent, rss, pss);
    }

    /// All programs together.
    public double cpu() {
      return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  private record Stat(long pid, String name, long parent, double cpuSeconds) {
    /// `pid (name) state ppid …`; the name may hold anything, so it ends at the last bracket. Time
    /// of children that have ended counts for whoever waited for them, and so for the same tree.
    static Stat parse(String line) {
      int open = line.indexOf('(');
      int close = line.lastIndexOf(')');
      var rest = line.substring(close + 2).split(" ");
      long ticks = 0;
      for (int i = 11; i <= 14; i++) ticks += Long.parseLong(rest[i]);
      return new Stat(
          Long.parseLong(line.substring(0, open - 1)),
          line.substring(open + 1, close),
          Long.parseLong(rest[1]),
          ticks / TICKS_PER_SECOND);
    }
  }

  /// Looks at all of them now.
  public Usage usage() {
    var cpu = new TreeMap<String, Double>();
    long rss = 0;
    long pss = 0;
    for (var stat : tree()) {
      cpu.merge(stat.name, stat.cpuSeconds, Double::sum);
      var memory = KILOBYTES.matcher(read(PROC.resolve(stat.pid + "/smaps_rollup")));
      while (memory.find()) {
        long bytes = Long.parseLong(memory.group(2)) * 1024;
        if (memory.group(1).equals("Rss")) rss += bytes;
        else pss += bytes;
      }
    }
    return new Usage(cpu, rss, pss);
  }

  /// Processor time by program, without a look at memory, which takes a while.
  public Usage time() {
    var cpu = new TreeMap<String, Double>();
    for (var stat : tree()) cpu.merge(stat.name, stat.cpuSeconds, Double::sum);
    return new Usage(cpu, 0, 0);
  }

  private List<Stat> tree() {
    var all = all();
    var family = new TreeSet<>(roots);
    for (int before = -1; before != family.size(); ) {
      before = family.size();
      for (var stat : all.values()) if (family.contains(stat.parent)) family.add(stat.pid);
    }
    return family.stream().filter(all::containsKey).map(all::get).toList();
  }

  private static Map<Long, Stat> all() {
    var all = new HashMap<Long, Stat>();
    for (var folder : folders()) {
      var line = read(folder.resolve("stat"));
      if (line.isEmpty()) continue;
      var stat = Stat.parse(line.strip());
      all.put(stat.pid, stat);
    }
    return all;
  }

  private static List<Path> folders() {
    var found = new ArrayList<Path>();
    try (var folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      folders.forEach(found::add);
      return found;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Empty when the process has gone meanwhile.
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      return "";
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("No such process")) return "";
      throw new java.io.UncheckedIOException(e);
    }
  }
}

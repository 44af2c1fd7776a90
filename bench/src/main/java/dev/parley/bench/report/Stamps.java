package dev.parley.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/// Says when and where a result was found.
public record Stamps(String machine, String command, String commit) {
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.*)$");
  private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal: +(\\d+) kB$");
  private static final double GIBI = 1 << 20;

  /// Looks at this machine and at the project's folder.
  public static Stamps of(Path house, List<String> arguments) {
    var command = ("bin/bench " + String.join(" ", arguments)).strip();
    return new Stamps(model(), command, head(house));
  }

  private static String model() {
    return "%d cores, %s, %.0f GiB, Linux %s, JDK %s"
        .formatted(
            cores(),
            find(MODEL, "/proc/cpuinfo"),
            Double.parseDouble(find(MEMORY, "/proc/meminfo")) / GIBI,
            System.getProperty("os.version"),
            System.getProperty("java.version"));
  }

  /// Of the machine; this process may use but one of them.
  private static long cores() {
    return Pattern.compile("(?m)^processor\\s*:").matcher(read("/proc/cpuinfo")).results().count();
  }

  private static String find(Pattern pattern, String file) {
    var found = pattern.matcher(read(file));
    return found.find() ? found.group(1).strip() : "0";
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String head(Path house) {
    try {
      var git =
          new ProcessBuilder(
                  "git",
                  "-c",
                  "safe.directory=*",
                  "-C",
                  "" + house,
                  "describe",
                  "--always",
                  "--dirty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(git.getInputStream().readAllBytes(), UTF_8).strip();
    } catch (IOException _) {
      return "unknown";
    }
  }

  /// A stamp of this moment.
  public Result.Stamp now() {
    var at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    double load = Double.parseDouble(read("/proc/loadavg").split(" ")[0]);
    return new Result.Stamp(at, machine, command, commit, load);
  }
}

package dev.parley.bench.report;

import dev.parley.bench.load.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A result for the terminal: what it cost, how long it took, what was wrong.
public final class Lines {
  private static final double SECOND_MICROS = 1e6;
  private static final double MILLI_MICROS = 1e3;

  private Lines() {}

  public static List<String> of(Result result) {
    var lines = new ArrayList<String>();
    var name = result.scenario() + (result.publish().equals("message") ? " (message)" : "");
    lines.add("%-18s %-16s %s".formatted(name, result.server(), rates(result)));
    if (result.traffic().deliveries() > 0) lines.add(times("delivery", result.times().delivery()));
    if (result.traffic().sends() > 0 && result.times().answer().count() > 0) {
      lines.add(times("answer", result.times().answer()));
    }
    if (result.traffic().sends() == 0) lines.add(times("opening", result.times().opening()));
    if (result.memory().rss() != 0) lines.add(memory(result.memory()));
    lines.add(cost(result));
    if (!result.faults().none()) lines.add("    FAULTS " + result.faults());
    if (result.generator().wasTheBottleneck()) lines.add("    generator was the bottleneck");
    return lines;
  }

  private static String rates(Result result) {
    var traffic = result.traffic();
    var words = new ArrayList<String>();
    rate(words, "deliveries", traffic.deliveries(), result);
    rate(words, "sends", traffic.sends(), result);
    rate(words, traffic.sends() == 0 ? "connections" : "answers", traffic.answers(), result);
    rate(words, "other frames", traffic.others(), result);
    return words.isEmpty()
        ? "%,d connections".formatted(traffic.connections())
        : String.join("; ", words);
  }

  private static void rate(List<String> words, String what, long count, Result result) {
    if (count == 0) return;
    words.add(
        "%s %s/s, %s/cpu-s"
            .formatted(
                what,
                number(count / result.traffic().seconds()),
                number(result.cpu() == 0 ? 0 : count / result.cpu())));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%,.1f" : "%,.0f", value);
  }

  private static String times(String what, Quantiles it) {
    return "    %-8s p50 %s  p95 %s  p99 %s  p99.9 %s  max %s"
        .formatted(
            what, time(it.p50()), time(it.p95()), time(it.p99()), time(it.p999()), time(it.max()));
  }

  static String time(double micros) {
    if (micros >= SECOND_MICROS) return "%.2f s".formatted(micros / SECOND_MICROS);
    if (micros >= MILLI_MICROS) return "%.2f ms".formatted(micros / MILLI_MICROS);
    return "%.0f µs".formatted(micros);
  }

  private static String memory(Result.Memory memory) {
    return "    bytes a connection: rss %,.0f  pss %,.0f  live heap %,.0f  kernel, both ends %,.0f"
        .formatted(memory.rss(), memory.pss(), memory.liveHeap(), memory.kernel());
  }

  private static String cost(Result result) {
    var cpu =
        result.cpuSeconds().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> "%s %.2f s".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(" + "));
    return "    cpu %s in %.1f s; gc %d pauses, longest %.1f ms; lost %d, doubled %d; generator %.0f %%; load %.1f"
        .formatted(
            cpu.isEmpty() ? "0" : cpu,
            result.traffic().seconds(),
            result.pauses().count(),
            result.pauses().longest(),
            result.faults().lost(),
            result.faults().doubled(),
            100 * result.generator().busy(),
            result.stamp().loadBefore());
  }
}

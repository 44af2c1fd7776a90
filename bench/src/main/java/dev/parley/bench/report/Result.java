package dev.parley.bench.report;

import dev.parley.bench.load.Quantiles;
import java.util.List;
import java.util.Map;

/// One scenario, run once against one server.
///
/// @param measure what the scenario is about
/// @param publish how Parley was told: `signal` or `message`; peers know one way
/// @param rep which repetition, from 1
public record Result(
    Stamp stamp,
    String server,
    String scenario,
    Measure measure,
    String publish,
    int rep,
    Traffic traffic,
    Map<String, Double> cpuSeconds,
    Times times,
    Memory memory,
    Pauses pauses,
    Faults faults,
    Generator generator) {

  /// When and where.
  ///
  /// @param loadBefore what else the machine did in the minute before: its load average
  public record Stamp(
      String at, String machine, String command, String commit, double loadBefore) {}

  /// What flowed while it was measured.
  ///
  /// @param others frames that came and are neither delivery nor answer
  public record Traffic(
      double seconds, int connections, long sends, long deliveries, long answers, long others) {}

  /// In microseconds: from send to delivery, from send to answer, from the first packet of a
  /// connection until it may be used.
  public record Times(Quantiles delivery, Quantiles answer, Quantiles opening) {}

  /// Bytes of one connection.
  ///
  /// @param kernel at both ends together, since both are on this machine
  public record Memory(double rss, double pss, double liveHeap, double kernel) {
    public static final Memory UNKNOWN = new Memory(0, 0, 0, 0);
  }

  /// Of the server's collector, in milliseconds.
  public record Pauses(int count, double total, double longest) {}

  /// All zero and empty in a run that counts.
  ///
  /// @param ended connections that the server ended
  public record Faults(
      long lost,
      long doubled,
      long late,
      long refused,
      long skipped,
      int ended,
      List<String> complaints) {
    /// Whether the run proves what it should.
    public boolean none() {
      return lost + doubled + late + refused + skipped + ended == 0;
    }
  }

  /// The measuring side.
  ///
  /// @param busy the share of its core that it used
  /// @param lateness how late it sent, in open loop, in microseconds
  public record Generator(double busy, Quantiles lateness) {
    private static final double BUSY_MAX = 0.9;
    private static final double LATE_MICROS_MAX = 2_000;

    /// Whether it held the server back, so that rates and times are its own.
    public boolean wasTheBottleneck() {
      return busy > BUSY_MAX || lateness.p99() > LATE_MICROS_MAX;
    }
  }

  /// Processor time of the server, all its programs together.
  public double cpu() {
    return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  public double deliveriesPerCpuSecond() {
    return per(traffic.deliveries);
  }

  public double answersPerCpuSecond() {
    return per(traffic.answers);
  }

  private double per(long count) {
    return cpu() == 0 ? 0 : count / cpu();
  }
}

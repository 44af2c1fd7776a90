package dev.parley.bench.workload;

import dev.parley.crdt.codec.UpdateFormat;
import java.io.IOException;
import java.nio.file.Path;

/// The side of Parley: `Workload NAME TRACE FOLDER WARM_MILLIS SAMPLED_MILLIS OUTPUT`.
public final class Workload {
  private Workload() {}

  public static void main(String[] args) throws IOException {
    var meter = new Meter(Double.parseDouble(args[3]), Double.parseDouble(args[4]));
    run(args[0], meter, new Paper(Path.of(args[1]), Path.of(args[2])));
    meter.write(Path.of(args[5]));
  }

  private static void run(String name, Meter meter, Paper paper) {
    var suite = new Suite(meter);
    var runs = new PaperRuns(meter, paper);
    switch (name) {
      case "coldV1" -> runs.cold(UpdateFormat.V1);
      case "coldV2" -> runs.cold(UpdateFormat.V2);
      case "replay" -> runs.replay();
      case "remote" -> runs.remote();
      case "load" -> runs.load();
      case "inserts" -> runs.inserts();
      case "merge" -> runs.merge();
      case "memory" -> runs.memory();
      case "b1" -> suite.b1();
      case "b2" -> suite.b2();
      case "b3" -> suite.b3();
      default -> throw new IllegalArgumentException("there is no workload " + name);
    }
  }
}

package dev.parley.e2e.faults;

import dev.parley.e2e.Program;
import dev.parley.e2e.history.CallFile;
import dev.parley.e2e.history.HistoryFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps histories and reports where they were asked for; of a run in which something was wrong in
/// any case.
final class Keeper {
  private final Optional<Path> wanted;
  private @Nullable Path inAnyCase;

  Keeper(Optional<Path> wanted) {
    this.wanted = wanted;
  }

  /// Where it was asked for.
  void keep(Outcome outcome) {
    wanted.ifPresent(folder -> write(folder, outcome));
  }

  /// Wherever there is room; answers the history's file.
  Path keepForGood(Outcome outcome) {
    return write(folder(), outcome);
  }

  /// What broke a trial off.
  void keep(Fault fault, Throwable why) {
    var file = folder().resolve(fault.name() + ".txt");
    try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
      why.printStackTrace(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder() {
    var folder = inAnyCase;
    if (folder == null) folder = wanted.orElseGet(() -> Program.folder("faults-run-"));
    inAnyCase = folder;
    return folder;
  }

  private static Path write(Path folder, Outcome outcome) {
    try {
      Files.createDirectories(folder);
      var name = outcome.fault().name();
      Files.writeString(folder.resolve(name + ".txt"), outcome.report());
      var file = folder.resolve(name + ".csv");
      var about = "fault %s%nseed %d".formatted(name, outcome.seed());
      HistoryFile.write(file, about, outcome.history());
      CallFile.write(folder.resolve(name + "-registers.csv"), about, outcome.seen().registers());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

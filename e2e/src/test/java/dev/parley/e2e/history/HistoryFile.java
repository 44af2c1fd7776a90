package dev.parley.e2e.history;

import dev.parley.e2e.history.Operation.Phase;
import dev.parley.e2e.history.Operation.Verb;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A history as a file for checkers of other people: one operation a line, its fields parted by
/// commas, after lines that begin with `#` and one that names the columns. No field has a comma.
public final class HistoryFile {
  static final String COLUMNS = "time,process,type,f,conversation,seq,value,offset";
  private static final int FIELDS = 8;

  private HistoryFile() {}

  /// Writes it, with words about where it came from.
  public static void write(Path file, String about, List<Operation> history) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      for (var line : about.lines().toList()) out.append("# ").append(line).append('\n');
      out.append(COLUMNS).append('\n');
      for (var operation : history) write(out, operation);
    }
  }

  private static void write(BufferedWriter out, Operation operation) throws IOException {
    var fields =
        List.of(
            Long.toString(operation.nanos()),
            operation.process(),
            operation.phase().label(),
            operation.verb().label(),
            operation.conversation(),
            number(operation.seq()),
            operation.value(),
            number(operation.offset()));
    for (var field : fields) {
      if (field.indexOf(',') >= 0) throw new IllegalArgumentException("A comma in " + field);
    }
    out.append(String.join(",", fields)).append('\n');
  }

  private static String number(long number) {
    return number == Operation.NONE ? "" : Long.toString(number);
  }

  /// Reads what [#write] wrote.
  public static List<Operation> read(Path file) throws IOException {
    var history = new ArrayList<Operation>();
    for (var line : Files.readAllLines(file)) {
      if (!line.startsWith("#") && !line.equals(COLUMNS)) history.add(operation(line));
    }
    return history;
  }

  private static Operation operation(String line) {
    var fields = line.split(",", -1);
    if (fields.length != FIELDS) throw new IllegalArgumentException("Not an operation: " + line);
    return new Operation(
        Long.parseLong(fields[0]),
        fields[1],
        Phase.of(fields[2]),
        Verb.of(fields[3]),
        fields[4],
        number(fields[5]),
        fields[6],
        number(fields[7]));
  }

  private static long number(String field) {
    return field.isEmpty() ? Operation.NONE : Long.parseLong(field);
  }
}

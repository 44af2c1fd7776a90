package dev.parley.e2e.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// The calls on registers as a file for checkers of other people: one call a line, in the order of
/// their invocations. A call that never returned has no time of return and no answer.
public final class CallFile {
  static final String COLUMNS = "invoked,returned,process,f,register,value,answer";

  private CallFile() {}

  public static void write(Path file, String about, List<Register> registers) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      for (var line : about.lines().toList()) out.append("# ").append(line).append('\n');
      out.append(COLUMNS).append('\n');
      for (var register : registers) {
        for (var call : inOrder(register)) out.append(line(register.name(), call)).append('\n');
      }
    }
  }

  private static List<Call> inOrder(Register register) {
    return register.calls().stream().sorted(Comparator.comparingLong(Call::invoked)).toList();
  }

  private static String line(String register, Call call) {
    return String.join(
        ",",
        Long.toString(call.invoked()),
        call.open() ? "" : Long.toString(call.returned()),
        call.process(),
        call.verb() == Call.Verb.WRITE ? "write" : "read",
        register,
        call.value(),
        call.open() ? "" : call.answer());
  }
}

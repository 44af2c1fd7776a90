package dev.parley.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A command that ran in this process, and what it printed.
record Ran(int code, String out, String err) {

  static Ran command(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var usualOut = System.out;
    var usualErr = System.err;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int code = Main.execute(arguments);
      return new Ran(code, text(out), text(err));
    } finally {
      System.setOut(usualOut);
      System.setErr(usualErr);
    }
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  String said() {
    return out + err;
  }
}

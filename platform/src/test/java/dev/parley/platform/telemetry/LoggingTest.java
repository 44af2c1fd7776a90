package dev.parley.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.kernel.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
  private final PrintStream before = System.err;

  @AfterEach
  void restore() {
    System.setErr(before);
    Logging.configure("warn", true, "test");
  }

  @Test
  void aLineBreakInAValueCannotForgeALine() {
    var log =
        logged(() ->
            LoggerFactory.getLogger("x").atInfo().addKeyValue("name", "a\n{}\u001b[1m").log("Hi"));

    assertThat(log.strip().lines()).hasSize(1);
    var line = Json.tree(log);
    assertThat(line.get("message").asString()).isEqualTo("Hi");
    assertThat(line.get("name").asString()).startsWith("a\n");
    assertThat(line.get("node").asString()).isEqualTo("one");
  }

  private static String logged(Runnable work) {
    var bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    Logging.configure("info", false, "one");
    work.run();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

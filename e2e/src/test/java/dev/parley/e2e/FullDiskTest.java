package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk of the embedded database fills up: sends are refused in words, reads go on, and once
/// there is room again so do sends, by themselves.
class FullDiskTest {
  private static final String SIZE = "400m";
  private static final int SENDS_MAX = 4_000;
  private static final int CONTENT_BYTES = 4_900;
  private static final Duration RECOVERY_MAX = Duration.ofSeconds(20);

  @Test
  void aFullDiskRefusesSendsAndNothingElseUntilThereIsRoom(@TempDir Path folder)
      throws IOException, InterruptedException {
    var disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=755", "tmpfs", disk.toString()),
        "a small disk needs the right to mount one");
    try {
      fill(disk);
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static void fill(Path disk) throws IOException, InterruptedException {
    var environment =
        Map.of(
            "PARLEY_HOST", "127.0.0.1",
            "PARLEY_DATA", disk.resolve("data").toString(),
            "PARLEY_BOOTSTRAP_TENANT", "acme",
            "PARLEY_BOOTSTRAP_EMAIL", "ada@acme.example",
            "PARLEY_BOOTSTRAP_PASSWORD", World.PASSWORD,
            "PARLEY_API_RATE", "100000",
            "PARLEY_API_BURST", "100000");
    try (var node = Node.start(environment)) {
      var credentials =
          Map.of("tenant", "acme", "email", "ada@acme.example", "password", World.PASSWORD);
      var body = node.api().post("/auth/login", credentials).expect(200);
      var api = node.api().as(body.path("token").asString());
      var conversation = OperatorTest.groupWithSomeone(api);
      var messages = "/conversations/" + conversation + "/messages";

      api.post(messages, content(-2)).expect(201);
      var filler = disk.resolve("filler");
      occupy(filler);
      var refusal = refused(api, messages);
      assertThat(refusal.verdict()).as(refusal.text()).isIn("storage_full", "unavailable");
      assertThat(api.get(messages).expect(200).path("messages")).isNotEmpty();
      assertThat(api.get("/users/me").status()).isEqualTo(200);

      Files.delete(filler);
      Await.until(
          "sends work again", RECOVERY_MAX, () -> api.post(messages, content(-1)).status() == 201);
      var history = History.read(api, conversation);
      assertThat(history.seqs().getLast()).isEqualTo(history.seqs().size());
      node.terminate();
      assertThat(node.awaitExit(Duration.ofSeconds(30))).as(node.log()).isZero();
    }
  }

  /// The first send that is not accepted.
  private static Api.Answer refused(Api api, String messages) {
    for (int i = 0; i < SENDS_MAX; i++) {
      var answer = api.post(messages, content(i));
      if (answer.status() != 201) return answer;
    }
    throw new AssertionError("the disk never filled up");
  }

  /// Text that does not compress, so that it takes the room that it seems to.
  private static Map<String, String> content(int seed) {
    var bytes = new byte[CONTENT_BYTES];
    new Random(seed).nextBytes(bytes);
    return Map.of("content", HexFormat.of().formatHex(bytes));
  }

  private static void occupy(Path filler) throws IOException {
    var block = java.nio.ByteBuffer.allocate(64 * 1024);
    try (var out =
        Files.newByteChannel(filler, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (true) out.write(block.rewind());
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) throw full;
    }
  }

  private static boolean run(String... words) throws IOException, InterruptedException {
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}

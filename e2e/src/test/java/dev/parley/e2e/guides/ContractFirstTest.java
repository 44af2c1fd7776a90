package dev.parley.e2e.guides;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.World;
import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The contract alone is enough: a stranger's tools, `curl` and twenty lines on the `ws` package,
/// sign in, talk, lose the connection and miss nothing.
class ContractFirstTest {
  private static final Path SCRIPTS = Path.of("src/test/node").toAbsolutePath();

  private final Cluster cluster = Cluster.shared();
  private final World world = World.create(cluster);

  @Test
  void aClientWrittenFromTheContractAloneMissesNothing() throws Exception {
    if (!Files.isDirectory(SCRIPTS.resolve("node_modules"))) run("npm", "ci", "--silent");
    var ada = world.person("Ada");
    var conversation = world.group("By curl and ws", ada, world.person("Bob"));
    var base = cluster.node(0).base().toString();
    var signedIn =
        Json.tree(
            run(
                "curl",
                "--silent",
                "--fail",
                "--header",
                "content-type: application/json",
                "--data",
                Json.write(world.credentials(ada.email())),
                base + "/api/v1/auth/login"));
    var said = run("node", "resume.mjs", base, signedIn.path("token").asString(), conversation);
    assertThat(said.lines())
        .containsExactly(
            "heard Hello", "dropped", "recovered true", "missed one", "missed two", "missed three");
  }

  /// What it printed; it must end well.
  private static String run(String... words) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(List.of(words))
            .directory(SCRIPTS.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    return out;
  }
}

package dev.parley.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds are replaced beneath servers that run, and while others start.
class BuildsTest {
  private static final int WAIT_SECONDS_MAX = 60;

  @TempDir Path home;

  /// Runs words of bin/lib/builds.sh on this home.
  private Process bash(String words) throws IOException {
    var script =
        "set -euo pipefail; . bin/lib/house.sh; . bin/lib/builds.sh; PARLEY_HOME=$1\n" + words;
    return new ProcessBuilder("bash", "-c", script, "bash", home.toString())
        .directory(Repository.here().root().toFile())
        .redirectErrorStream(true)
        .start();
  }

  private String run(String words) throws Exception {
    var process = bash(words);
    process.getOutputStream().close();
    return finish(process);
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String finish(Process process) throws Exception {
    var said = said(process);
    assertThat(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.strip();
  }

  /// A part whose files all say the same.
  private Path part(String text) throws IOException {
    var folder = Files.createDirectories(home.resolve("sources").resolve(text));
    for (var name : List.of("a.jar", "b.jar", "c.jar")) {
      Files.writeString(folder.resolve(name), text);
    }
    return folder;
  }

  private List<Path> builds() throws IOException {
    try (var all = Files.list(home)) {
      return all.filter(path -> path.getFileName().toString().startsWith("build.")).toList();
    }
  }

  @Test
  void whoStartsMeanwhileFindsOneWholeBuild() throws Exception {
    part("x");
    part("y");
    run("publish lib $1/sources/x");
    var builder =
        bash("for i in {1..60}; do publish lib $1/sources/y; publish lib $1/sources/x; done");
    int starts = 0;
    while (builder.isAlive() || starts < 5) {
      var whole = run("hold_build; for jar in a b c; do cat $BUILD/lib/$jar.jar; done");
      assertThat(whole).isIn("xxx", "yyy");
      starts++;
    }
    finish(builder);
  }

  @Test
  void aBuildStaysForAsLongAsItIsHeld() throws Exception {
    part("old");
    part("new");
    run("publish lib $1/sources/old");
    var server = bash("hold_build; echo $BUILD; exec cat");
    try (var in = server.inputReader()) {
      var held = Path.of(in.readLine());
      run("publish lib $1/sources/new; publish lib $1/sources/new");
      assertThat(home.resolve("current").toRealPath()).isNotEqualTo(held);
      assertThat(held.resolve("lib/a.jar")).hasContent("old");
      assertThat(builds()).hasSize(2);
      server.getOutputStream().close();
      server.waitFor();
      run("publish lib $1/sources/new");
      assertThat(held).doesNotExist();
      assertThat(builds()).hasSize(1);
    }
  }

  @Test
  void theOtherPartIsAsItWas() throws Exception {
    part("jars");
    part("app");
    run("publish web $1/sources/app; publish lib $1/sources/jars");
    assertThat(home.resolve("current/web/a.jar")).hasContent("app");
    assertThat(home.resolve("current/lib/a.jar")).hasContent("jars");
  }

  @Test
  void withoutABuildNothingStarts() throws Exception {
    var process = bash("hold_build");
    assertThat(said(process)).contains("run bin/build");
    assertThat(process.waitFor()).isEqualTo(1);
  }
}

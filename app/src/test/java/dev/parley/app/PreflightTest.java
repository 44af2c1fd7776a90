package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.secrets.MasterKey;
import dev.parley.platform.secrets.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir Path folder;

  private Ran run(List<String> command, String... options) {
    var given = List.of(options);
    var data = folder.resolve("data").toString();
    var where = given.contains("--data") ? List.<String>of() : List.of("--data", data);
    return Ran.command(
        Stream.of(command, where, given).flatMap(List::stream).toArray(String[]::new));
  }

  private List<String> mistakes(String... options) {
    var lines = new ArrayList<List<String>>();
    for (var command : List.of(List.of("config", "check"), List.of("serve"))) {
      var ran = run(command, options);
      assertThat(ran.code()).as(ran.said()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(ran.err()).doesNotContain("Exception", "\tat ");
      lines.add(ran.err().lines().skip(1).toList());
    }
    assertThat(lines.getFirst()).isEqualTo(lines.getLast());
    assertThat(folder.resolve("data")).doesNotExist();
    return lines.getFirst();
  }

  @Test
  void whatAStartWouldFallOverIsToldWithItsKey() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "in the way");
    assertThat(
            mistakes(
                "--master-key", "c2hvcnQ=",
                "--bootstrap-tenant", "acme",
                "--bootstrap-email", "nobody",
                "--bootstrap-password", "short",
                "--host", "192.0.2.1",
                "--web-dir", folder.resolve("web").toString(),
                "--data", file.resolve("below").toString()))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("master-key must be 32 bytes in base64"),
            line -> assertThat(line).contains("bootstrap-email: Not an e-mail address"),
            line -> assertThat(line).contains("bootstrap-password: At least 8 characters"),
            line -> assertThat(line).contains("host: 192.0.2.1 is no address of this machine"),
            line -> assertThat(line).contains("web-dir: there is no index.html"),
            line -> assertThat(line).contains("data: the directory").contains("cannot be written"));
  }

  @Test
  void aDatabaseUrlThatNamesNoDatabaseIsTold() {
    var key = MasterKey.generate().reveal();
    assertThat(mistakes("--master-key", key, "--database-url", "postgresql://hunter2"))
        .singleElement()
        .asString()
        .contains("database-url must look like postgresql://host:port/database")
        .doesNotContain("hunter2");
  }

  @Test
  void nodesThatMayHaveCompanyNeedOneKeyThatIsGivenToThem() throws IOException {
    var url = List.of("--database-url", "postgresql://127.0.0.1:1/parley");
    for (var shared : List.of(url, List.of("--redis-url", "redis://127.0.0.1:1"))) {
      assertThat(mistakes(shared.toArray(String[]::new)))
          .singleElement()
          .asString()
          .contains("master-key is needed", "openssl rand -base64 32");
    }
    var data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(MasterKey.file(data), MasterKey.generate().reveal());
    var kept = run(List.of("config", "check"), url.toArray(String[]::new));
    assertThat(kept.code()).as(kept.said()).isZero();
  }

  @Test
  void aKeyFileThatWasDamagedIsTold() throws IOException {
    var data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(MasterKey.file(data), "rubbish");
    var ran = run(List.of("config", "check"));
    assertThat(ran.code()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(ran.err()).contains("master.key does not hold 32 bytes in base64");
    assertThat(MasterKey.fits(Secret.of("rubbish"))).isFalse();
  }
}

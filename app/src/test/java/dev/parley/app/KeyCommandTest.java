package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.app.server.Storage;
import dev.parley.features.signin.SigningKeys;
import dev.parley.platform.config.ConfigReader;
import dev.parley.platform.secrets.MasterKey;
import dev.parley.platform.secrets.Sealer;
import dev.parley.testkit.TestPostgres;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {
  @TempDir Path folder;

  private Ran replace(String... options) {
    var words = new ArrayList<>(List.of("key", "replace", "--data", folder.toString()));
    Collections.addAll(words, options);
    return Ran.command(words.toArray(String[]::new));
  }

  private Ran replace(TestPostgres postgres, String... options) {
    var address = postgres.address();
    var words =
        new ArrayList<>(
            List.of(
                "--database-url",
                address.jdbcUrl(),
                "--database-user",
                address.user(),
                "--database-password",
                address.password()));
    Collections.addAll(words, options);
    return replace(words.toArray(String[]::new));
  }

  @Test
  void anotherKeyTakesThePlaceOfALostOne() {
    try (var postgres = TestPostgres.create()) {
      var key = MasterKey.generate().reveal();
      var unused = replace(postgres, "--yes", "--master-key", key);
      assertThat(unused.code()).as(unused.said()).isEqualTo(ExitCode.REFUSED);
      assertThat(unused.err()).contains("Nothing is sealed in this database yet");

      var lost = new Sealer(MasterKey.of(MasterKey.generate()));
      new SigningKeys(postgres.database(), lost, InstantSource.system());
      var unsure = replace(postgres, "--master-key", key);
      assertThat(unsure.code()).as(unsure.said()).isEqualTo(ExitCode.USAGE);
      assertThat(unsure.err()).contains("--yes");
      var keyless = replace(postgres, "--yes");
      assertThat(keyless.code()).as(keyless.said()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(postgres.database().system(SigningKeys::newest)).isPresent();

      var ran = replace(postgres, "--yes", "--master-key", key);
      assertThat(ran.code()).as(ran.said()).isZero();
      assertThat(ran.out()).contains("master-key is the master key of this database now");
      assertThat(postgres.database().system(SigningKeys::newest)).isEmpty();
      var again = replace(postgres, "--yes", "--master-key", key);
      assertThat(again.code()).as(again.said()).isEqualTo(ExitCode.REFUSED);
    }
  }

  @Test
  void noKeyIsReplacedUnderAServerThatRuns() {
    var config = ConfigReader.read(Map.of("data", folder.toString()), Map.of());
    try (var running = Storage.open(config)) {
      var ran = replace("--yes");
      assertThat(ran.code()).as(running.address() + ran.said()).isEqualTo(ExitCode.REFUSED);
      assertThat(ran.err()).contains("stop it first");
    }
    assertThat(MasterKey.file(folder)).doesNotExist();
  }
}

package dev.parley.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.config.Config;
import dev.parley.platform.config.ConfigReader;
import dev.parley.platform.secrets.MasterKey;
import dev.parley.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCheckTest {
  @TempDir Path folder;

  private Config keptIn(String directory) {
    return ConfigReader.read(Map.of("data", folder.resolve(directory).toString()), Map.of());
  }

  private Config given(String key) {
    var data = folder.resolve("unused").toString();
    return ConfigReader.read(Map.of("data", data, "master-key", key), Map.of());
  }

  @Test
  void aDatabaseIsOpenedUnderTheKeyThatItBeganWithAlone() throws IOException {
    try (var postgres = TestPostgres.create()) {
      var first = new KeyCheck(keptIn("one"), postgres.database());
      var sealed = first.sealer().seal("secret", "here");
      assertThat(first.sealer().open(sealed, "here")).contains("secret");
      assertThat(first.fault()).isEmpty();

      var other = new KeyCheck(given(MasterKey.generate().reveal()), postgres.database());
      assertThatThrownBy(other::sealer)
          .isInstanceOf(Unavailable.class)
          .hasMessageStartingWith("master-key is not the master key of this database");

      var file = MasterKey.file(folder.resolve("one"));
      var same = new KeyCheck(given(Files.readString(file)), postgres.database());
      assertThat(same.sealer().open(sealed, "here")).contains("secret");
    }
  }

  @Test
  void aLostKeyIsNotReplacedInSilence() {
    try (var postgres = TestPostgres.create()) {
      new KeyCheck(keptIn("one"), postgres.database()).sealer();
      var lost = new KeyCheck(keptIn("two"), postgres.database());
      assertThatThrownBy(lost::sealer)
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("is not there: put ");
      assertThat(MasterKey.file(folder.resolve("two"))).doesNotExist();
    }
  }
}

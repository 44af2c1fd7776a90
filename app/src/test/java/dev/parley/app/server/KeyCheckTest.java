package dev.parley.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.features.signin.SigningKeys;
import dev.parley.platform.config.Config;
import dev.parley.platform.config.ConfigReader;
import dev.parley.platform.secrets.MasterKey;
import dev.parley.platform.secrets.Sealer;
import dev.parley.platform.secrets.Secret;
import dev.parley.protocol.Refused;
import dev.parley.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
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

  /// As a database is that was begun before there was a check.
  private static void sign(TestPostgres postgres, String key) {
    var sealer = new Sealer(MasterKey.of(Secret.of(key)));
    new SigningKeys(postgres.database(), sealer, InstantSource.system());
  }

  @Test
  void ofADatabaseFromBeforeTheKeyOpensTheNewestSigningKey() {
    try (var postgres = TestPostgres.create()) {
      var key = MasterKey.generate().reveal();
      sign(postgres, key);
      var lost = new KeyCheck(keptIn("two"), postgres.database());
      assertThatThrownBy(lost::sealer)
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("is not there: put ");
      assertThat(MasterKey.file(folder.resolve("two"))).doesNotExist();

      var other = new KeyCheck(given(MasterKey.generate().reveal()), postgres.database());
      assertThatThrownBy(other::sealer)
          .isInstanceOf(Unavailable.class)
          .hasMessageStartingWith("master-key is not the master key of this database");
      assertThat(other.begun()).isFalse();

      var right = new KeyCheck(given(key), postgres.database());
      assertThat(right.sealer().open(right.sealer().seal("secret", "here"), "here"))
          .contains("secret");
      assertThat(right.begun()).isTrue();
      assertThat(other.fault()).isPresent();
      assertThat(right.fault()).isEmpty();
    }
  }

  @Test
  void aKeyThatCannotBeReadIsTold() throws IOException {
    try (var postgres = TestPostgres.create()) {
      var check = new KeyCheck(keptIn("one"), postgres.database());
      var file = MasterKey.file(folder.resolve("one"));
      Files.createDirectories(file);
      assertThat(check.fault().orElseThrow()).contains("cannot be read from " + file);
      assertThatThrownBy(check::sealer).isInstanceOf(Unavailable.class);

      Files.delete(file);
      Files.writeString(file, "c2hvcnQ=");
      assertThat(check.fault().orElseThrow()).contains(file + " does not hold 32 bytes in base64");
      assertThatThrownBy(check::sealer).isInstanceOf(Unavailable.class);
      assertThat(check.begun()).isFalse();
    }
  }

  @Test
  void aKeyThatIsReplacedOpensNothingMore() {
    try (var postgres = TestPostgres.create()) {
      var old = given(MasterKey.generate().reveal());
      var before = new KeyCheck(old, postgres.database());
      before.sealer();
      sign(postgres, old.trust().masterKey().orElseThrow().reveal());
      assertThatThrownBy(before::replace)
          .isInstanceOfSatisfying(
              Refused.class,
              refused ->
                  assertThat(refused.problem().detail())
                      .contains("is the master key of this database"));

      var after = new KeyCheck(keptIn("two"), postgres.database());
      after.replace();
      assertThat(MasterKey.file(folder.resolve("two"))).exists();
      assertThat(after.fault()).isEmpty();
      assertThat(postgres.database().system(SigningKeys::newest)).isEmpty();
      assertThatThrownBy(before::sealer).isInstanceOf(Unavailable.class);
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

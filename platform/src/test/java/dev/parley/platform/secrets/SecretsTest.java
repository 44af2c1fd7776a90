package dev.parley.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final Passwords PASSWORDS = new Passwords();

  @TempDir Path directory;

  private final Sealer sealer = new Sealer(MasterKey.of(MasterKey.generate()));

  @AfterAll
  static void close() {
    PASSWORDS.close();
  }

  @Test
  void whatWasSealedOpensAtItsPlaceAlone() {
    var sealed = sealer.seal("canary", "table/1");
    assertThat(sealed.text()).doesNotContain("canary");
    assertThat(sealer.open(sealed, "table/1")).hasValue("canary");
    assertThatThrownBy(() -> sealer.open(sealed, "table/2")).hasMessageContaining("changed");
    assertThat(sealer.seal("canary", "table/1")).isNotEqualTo(sealed);
  }

  @Test
  void whatWasTamperedWithDoesNotOpen() {
    var text = sealer.seal("canary", "a").text();
    var end = text.endsWith("A") ? "B" : "A";
    var changed =
        new Sealed(text.substring(0, text.length() - 3) + end + text.substring(text.length() - 2));
    assertThatThrownBy(() -> sealer.open(changed, "a")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anotherMasterKeyOpensNothing() {
    var other = new Sealer(MasterKey.of(MasterKey.generate()));
    assertThat(other.open(sealer.seal("canary", "a"), "a")).isEmpty();
  }

  @Test
  void theMasterKeyIsMadeOnceForItsOwnerAlone() throws Exception {
    var sealed = new Sealer(MasterKey.load(Optional.empty(), directory)).seal("canary", "a");
    var again = new Sealer(MasterKey.load(Optional.empty(), directory));
    assertThat(again.open(sealed, "a")).hasValue("canary");
    var permissions = Files.getPosixFilePermissions(directory.resolve("master.key"));
    assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c2hvcnQ=", "not base64!"})
  void aMasterKeyOfAnotherSizeIsRefused(String text) {
    assertThatThrownBy(() -> MasterKey.of(Secret.of(text)))
        .hasMessage("A master key is 32 bytes in base64");
  }

  @Test
  void aPasswordMatchesItsHashAndNoOther() {
    var hash = PASSWORDS.hash("a quiet river");
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(PASSWORDS.matches(Optional.of(hash), "a quiet river")).isTrue();
    assertThat(PASSWORDS.matches(Optional.of(hash), "a quiet rivers")).isFalse();
    assertThat(PASSWORDS.hash("a quiet river")).isNotEqualTo(hash);
  }

  @Test
  void oneTextFromTwoKeyboardsIsOnePassword() {
    var hash = PASSWORDS.hash("caf\u00e9 au lait");
    assertThat(PASSWORDS.matches(Optional.of(hash), "cafe\u0301 au lait")).isTrue();
  }

  @Test
  void whoDoesNotExistNeverMatches() {
    assertThat(PASSWORDS.matches(Optional.empty(), "anything at all")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seven77", "password", "PassWord123", "11111111", "zzzzzzzzzzzz"})
  void aWeakPasswordIsRefused(String password) {
    assertThatThrownBy(() -> PASSWORDS.hash(password)).hasMessageStartingWith("unprocessable");
  }

  @Test
  void aPasswordHasAnEnd() {
    assertThatThrownBy(() -> PASSWORDS.hash("ab".repeat(129)))
        .hasMessageStartingWith("unprocessable");
    assertThat(PASSWORDS.hash("ab".repeat(128))).isNotEmpty();
  }

  @Test
  void aSecretNeverPrints() {
    assertThat("" + Secret.of("canary")).isEqualTo("***");
    assertThat(Secret.of("canary")).isEqualTo(Secret.of("canary")).isNotEqualTo(Secret.of("other"));
    assertThat(SigningKey.generate().toString()).doesNotContain("\"d\"");
  }
}

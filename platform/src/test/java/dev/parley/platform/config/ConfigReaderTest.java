package dev.parley.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @TempDir Path directory;

  private static List<String> mistakes(Map<String, String> flags, Map<String, String> environment) {
    return catchThrowableOfType(ConfigMistakes.class, () -> ConfigReader.read(flags, environment))
        .mistakes();
  }

  @Test
  void nothingSetIsOneMachineWithEverythingEmbedded() {
    var config = ConfigReader.read(Map.of(), Map.of("PATH", "/bin"));
    assertThat(config.role()).isEqualTo(Config.Role.ALL);
    assertThat(config.listen().port()).isEqualTo(8080);
    assertThat(config.node().drain()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.stores().database()).isEqualTo(new Config.Database.Embedded());
    assertThat(config.stores().bus()).isEqualTo(new Config.Bus.InProcess());
    assertThat(config.limits().connections()).isEqualTo(10_000);
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentWhichWinsOverTheFile() throws IOException {
    var file = directory.resolve("parley.properties");
    Files.writeString(file, "port=1001\nhost=127.0.0.1\nnode-id=file\n");
    var environment =
        Map.of("PARLEY_CONFIG", file.toString(), "PARLEY_PORT", "1002", "PARLEY_NODE_ID", "env");
    var config = ConfigReader.read(Map.of("port", "1003"), environment);
    assertThat(config.listen().port()).isEqualTo(1003);
    assertThat(config.listen().host()).isEqualTo("127.0.0.1");
    assertThat(config.node().id()).isEqualTo("env");
  }

  @Test
  void allMistakesAreReportedAtOnceWithTheKeyThatWasMeant() {
    var mistakes =
        mistakes(
            Map.of("prot", "80", "port", "eighty", "role", "boss"),
            Map.of("PARLEY_DRAIN_SECOND", "5", "PARLEY_TRUSTED_PROXIES", "example.org"));
    assertThat(mistakes)
        .containsExactlyInAnyOrder(
            "--prot is unknown; did you mean port?",
            "--port must be a whole number from 0 to 65535",
            "--role must be one of all, gateway, api, worker",
            "PARLEY_DRAIN_SECOND is unknown; did you mean drain-seconds?",
            "PARLEY_TRUSTED_PROXIES must be addresses or ranges such as 10.0.0.0/8");
  }

  @Test
  void aMistakeNeverShowsASecret() {
    assertThat(mistakes(Map.of(), Map.of("PARLEY_DATABASE_URL", "hunter2")).toString())
        .contains("PARLEY_DATABASE_URL must be a URL")
        .doesNotContain("hunter2");
  }

  @Test
  void aSecretMayStandInAFileOfItsOwnAndNeverPrints() throws IOException {
    var file = Files.writeString(directory.resolve("token"), "a-long-operator-token\n");
    var config = ConfigReader.read(Map.of(), Map.of("PARLEY_OPERATOR_TOKEN_FILE", file.toString()));
    assertThat(config.trust().operatorToken().orElseThrow().reveal())
        .isEqualTo("a-long-operator-token");
    assertThat(config.toString()).doesNotContain("a-long-operator-token");
  }

  @Test
  void productionRefusesWhatIsFitForTrialsAlone() {
    assertThat(
            mistakes(
                Map.of("production", "true", "public-url", "http://parley.example.org"),
                Map.of(
                    "PARLEY_ALLOWED_ORIGINS",
                    "http://app.example.org",
                    "PARLEY_LOG_LEVEL",
                    "debug")))
        .hasSize(3);
  }

  @Test
  void whatTestSuitesWantIsRefusedWhereOthersComeBy() {
    var local = Map.of("conformance", "true", "host", "127.0.0.1");
    assertThat(ConfigReader.read(local, Map.of()).listen().conformance()).isTrue();
    assertThat(mistakes(Map.of("conformance", "true"), Map.of())).hasSize(1);
    var named = Map.of("PARLEY_PUBLIC_URL", "https://parley.example.org");
    assertThat(mistakes(local, named))
        .containsExactly("conformance is not for a public-url with https://");
    var production = Map.of("PARLEY_PRODUCTION", "yes", "PARLEY_HOST", "localhost");
    assertThat(mistakes(Map.of("conformance", "true"), production))
        .contains(
            "conformance needs a host that nobody else reaches, such as 127.0.0.1",
            "conformance is not for production");
  }

  @Test
  void aRoleOfItsOwnNeedsTheSharedServices() {
    assertThat(mistakes(Map.of("role", "gateway"), Map.of()))
        .containsExactly(
            "A role other than all needs a database-url and a redis-url, which connect the nodes");
  }

  @Test
  void theBootstrapPersonIsGivenWholeOrNotAtAll() {
    assertThat(mistakes(Map.of(), Map.of("PARLEY_BOOTSTRAP_TENANT", "acme"))).hasSize(1);
    var whole =
        Map.of(
            "PARLEY_BOOTSTRAP_TENANT", "acme",
            "PARLEY_BOOTSTRAP_EMAIL", "ada@example.org",
            "PARLEY_BOOTSTRAP_PASSWORD", "correct horse");
    assertThat(ConfigReader.read(Map.of(), whole).bootstrap()).isPresent();
  }

  @Test
  void theDocumentationNamesEveryKey() {
    var page = ConfigDocs.markdown();
    assertThat(Keys.ALL)
        .allSatisfy(key -> {
          assertThat(page).contains("`" + key.variable() + "`");
          assertThat(key.values()).as(key.name()).isNotEmpty();
        });
  }

  @Test
  void everyKeyThatIsDeclaredIsRead() {
    long declared =
        Arrays.stream(Keys.class.getDeclaredFields())
            .filter(field -> field.getType() == Key.class)
            .count();
    assertThat(Keys.ALL).hasSize((int) declared).doesNotHaveDuplicates();
  }
}

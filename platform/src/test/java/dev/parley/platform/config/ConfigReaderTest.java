package dev.parley.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

  @Test
  void nothingSetMeansOneMachineWithEverythingEmbedded() {
    var config = read(Map.of(), Map.of());

    assertThat(config.database()).isEqualTo(new Config.Database.Embedded());
    assertThat(config.bus()).isEqualTo(new Config.Bus.InProcess());
    assertThat(config.role()).isEqualTo(Config.ServerRole.ALL);
    assertThat(config.security().tokenLife()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void flagsWinOverTheEnvironmentAndThatOverTheFile(@TempDir Path directory) throws Exception {
    var file =
        Files.writeString(directory.resolve("parley.properties"), "port=1\nlog-level=warn\n");

    var config =
        ConfigReader.read(
            Optional.of(file),
            Map.of("PARLEY_PORT", "2", "PARLEY_DRAIN_SECONDS", "5", "HOME", "/root"),
            Map.of("port", "3"));

    assertThat(config.listen().port()).isEqualTo(3);
    assertThat(config.operation().drain()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.operation().logLevel()).isEqualTo("warn");
  }

  @Test
  void everyMistakeIsToldAtOnce() {
    var mistakes =
        mistakes(
            Map.of(
                "PARLEY_PROT", "1",
                "PARLEY_PORT", "eighty",
                "PARLEY_ROLE", "boss",
                "PARLEY_DATABASE_URL", "mysql://x",
                "PARLEY_BOOTSTRAP_EMAIL", "ada",
                "PARLEY_MASTER_KEY", "short"));

    assertThat(mistakes)
        .anySatisfy(line -> assertThat(line).contains("prot").contains("did you mean port?"))
        .anySatisfy(line -> assertThat(line).startsWith("port: must be a whole number"))
        .anySatisfy(line -> assertThat(line).startsWith("role: must be all, gateway, api"))
        .anySatisfy(line -> assertThat(line).startsWith("database-url: must start with"))
        .anySatisfy(line -> assertThat(line).startsWith("database-user: is needed"))
        .anySatisfy(line -> assertThat(line).startsWith("bootstrap-tenant: is needed"))
        .anySatisfy(line -> assertThat(line).startsWith("bootstrap-email: is not an e-mail"))
        .anySatisfy(line -> assertThat(line).startsWith("master-key: must be the base64"));
  }

  @Test
  void aSecretIsNeverShownInAComplaint() {
    assertThat(mistakes(Map.of("PARLEY_OPERATOR_TOKEN", "hunter2")).toString())
        .doesNotContain("hunter2");
    assertThat(
            read(Map.of("PARLEY_OPERATOR_TOKEN", "hunter2-hunter2-hunter2"), Map.of()).toString())
        .doesNotContain("hunter2");
  }

  @Test
  void productionRefusesWhatIsOnlyFitForTrying() {
    assertThat(mistakes(Map.of("PARLEY_PRODUCTION", "true")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).startsWith("production: needs"));
  }

  @Test
  void aSingleRoleNeedsWhatProcessesShare() {
    assertThat(mistakes(Map.of("PARLEY_ROLE", "gateway"))).hasSize(2);
  }

  @Test
  void theReferenceNamesEverySetting() {
    for (var key : Key.values()) {
      assertThat(ConfigDocs.markdown()).contains("`" + key.label() + "`", key.variable());
    }
  }

  private static Config read(Map<String, String> environment, Map<String, String> flags) {
    return ConfigReader.read(Optional.empty(), environment, flags);
  }

  private static List<String> mistakes(Map<String, String> environment) {
    return catchThrowableOfType(ConfigInvalid.class, () -> read(environment, Map.of())).mistakes();
  }
}

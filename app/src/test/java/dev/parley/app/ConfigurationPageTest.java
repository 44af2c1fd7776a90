package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.config.ConfigDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

  /// `bin/parley config docs > docs/configuration.md` makes it so.
  @Test
  void thePageIsWhatTheProgramPrints() throws IOException {
    assertThat(Files.readString(Path.of("../docs/configuration.md")))
        .isEqualTo(ConfigDocs.markdown());
  }
}

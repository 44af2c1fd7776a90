package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SchemaRules;
import dev.parley.testkit.TestPostgres;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaTest {
  /// What serves the installation as a whole. A table that is added here can be read by no tenant.
  private static final Set<String> WITHOUT_TENANT =
      Set.of(
          "feature_default",
          "feature_default_change",
          "flyway_schema_history",
          "master_key_check",
          "outbox",
          "signing_key",
          "tenant");

  @Test
  void everyFeaturesTablesKeepTenantsApart() {
    try (var postgres = TestPostgres.create()) {
      assertThat(SchemaRules.violations(postgres, WITHOUT_TENANT)).isEmpty();
    }
  }
}

package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.postgres.DatabaseAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "postgresql://ada:pw@db:5433/parley; jdbc:postgresql://db:5433/parley; ada; pw",
        "postgres://ada:p%40s%2Fs+@db/parley; jdbc:postgresql://db/parley; ada; p@s/s+",
        "jdbc:postgresql://db/parley?user=ada&password=p%26w; jdbc:postgresql://db/parley; ada; p&w",
        "postgresql://ada:pw@a,b:1/p?sslmode=require; jdbc:postgresql://a,b:1/p?sslmode=require; ada; pw",
        "postgresql://db/parley; jdbc:postgresql://db/parley; ''; ''",
      })
  void itIsReadFromTheUsualForms(String url, String jdbcUrl, String user, String password) {
    assertThat(DatabaseAddress.parse(url)).isEqualTo(new DatabaseAddress(jdbcUrl, user, password));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mysql://db/x", "postgresql://db", "postgresql://db/?user=x", "db/x"})
  void anythingElseIsRefused(String url) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A database URL");
  }

  @Test
  void itPrintsWithoutThePassword() {
    assertThat(DatabaseAddress.parse("postgresql://ada:secret@db/parley").toString())
        .doesNotContain("secret");
  }
}

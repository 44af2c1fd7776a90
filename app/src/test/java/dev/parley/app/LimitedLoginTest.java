package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitedLoginTest {
  private static final String LOGIN = "parley-limited";

  private static Ran run(List<String> options, String... command) {
    var words = new ArrayList<>(List.of(command));
    words.addAll(options);
    return Ran.command(words.toArray(String[]::new));
  }

  private static String statements(Ran ran) {
    return ran.said()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("grant ") || line.startsWith("create role "))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void whatASuperuserHasToRunIsPrintedAndHelps() {
    try (var postgres = TestPostgres.create()) {
      var database = new OtherDatabase(postgres, "for_limited_login", "postgres");
      database.execute("create role \"%s\" login password 'limited'".formatted(LOGIN));
      try {
        var options = database.options(LOGIN, "limited");
        var refused = run(options, "migrate");
        assertThat(refused.code()).as(refused.said()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(refused.err()).doesNotContain("\tat ");
        assertThat(statements(refused).lines())
            .containsExactlyElementsOf(
                Stream.concat(
                        Stream.of("parley_app", "parley_system", "parley_append", "parley_definer")
                            .map(role -> "grant %s to \"%s\";".formatted(role, LOGIN)),
                        Stream.of(
                            "grant usage, create on schema public to \"%s\" with grant option;"
                                .formatted(LOGIN)))
                    .toList());
        var doctor = run(options, "doctor", "--port", "0");
        assertThat(doctor.code()).as(doctor.said()).isEqualTo(ExitCode.REFUSED);
        assertThat(statements(doctor)).isEqualTo(statements(refused));
        assertThat(database.tables()).isZero();

        database.execute(statements(refused));
        var migrated = run(options, "migrate");
        assertThat(migrated.code()).as(migrated.said()).isZero();
        assertThat(run(options, "doctor", "--port", "0").out()).contains("ok    rights");
      } finally {
        database.execute("drop owned by \"%s\" cascade".formatted(LOGIN));
        database.drop();
      }
    }
  }
}

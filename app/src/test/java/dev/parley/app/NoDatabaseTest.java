package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.secrets.MasterKey;
import dev.parley.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoDatabaseTest {
  @TempDir Path folder;

  private static Ran at(Path data, String... command) {
    var words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--data", data.toString()));
    return Ran.command(words.toArray(String[]::new));
  }

  @Test
  void aCommandOnAWrongDirectorySaysSoAndMakesNothing() throws IOException {
    var wrong = folder.resolve("wrong");
    var people = Files.writeString(folder.resolve("people.csv"), "ada@x.example,Ada\n");
    for (var command :
        List.of(
            List.of("verify", "seq"),
            List.of("tenant", "create", "acme"),
            List.of("user", "create", "ada@x.example", "--tenant", "acme"),
            List.of("user", "import", people.toString(), "--tenant", "acme"))) {
      var ran = at(wrong, command.toArray(String[]::new));
      assertThat(ran.code()).as(ran.said()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(ran.err()).contains("There is no Parley database in " + wrong).hasLineCount(1);
      assertThat(ran.out()).isEmpty();
    }
    assertThat(wrong).doesNotExist();
  }

  /// Nobody can look through a link to itself, whoever runs this.
  @Test
  void aDirectoryThatCannotBeLookedIntoIsNotCalledEmpty() throws IOException {
    var data = Files.createDirectories(folder.resolve("closed"));
    var loop = data.resolve("postgres");
    Files.createSymbolicLink(loop, loop);
    var ran = at(data, "verify", "seq");
    assertThat(ran.code()).as(ran.said()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(ran.err()).contains(loop + " cannot be looked into").hasLineCount(1);
    var doctor = at(data, "doctor", "--port", "0");
    assertThat(doctor.code()).as(doctor.said()).isEqualTo(ExitCode.REFUSED);
    assertThat(doctor.out()).contains("FAIL  database: it cannot be seen");
  }

  @Test
  void theDoctorSaysWhereTheKeyCannotBeUsed() throws IOException {
    try (var postgres = TestPostgres.create()) {
      var address = postgres.address();
      var data = Files.createDirectories(folder.resolve("keys"));
      var doctor =
          new String[] {
            "doctor",
            "--port",
            "0",
            "--database-url",
            address.jdbcUrl(),
            "--database-user",
            address.user(),
            "--database-password",
            address.password()
          };
      assertThat(at(data, doctor).out()).contains("ok    master key: not sealed yet");
      var file = MasterKey.file(data);
      Files.writeString(file, "c2hvcnQ=");
      var truncated = at(data, doctor);
      assertThat(truncated.code()).as(truncated.said()).isEqualTo(ExitCode.REFUSED);
      assertThat(truncated.out())
          .contains("FAIL  master key: it cannot be used", "does not hold 32 bytes in base64");
      Files.delete(file);
      Files.createDirectory(file);
      var unreadable = at(data, doctor);
      assertThat(unreadable.code()).as(unreadable.said()).isEqualTo(ExitCode.REFUSED);
      assertThat(unreadable.out()).contains("The master key cannot be read from " + file);
    }
  }

  @Test
  void theDoctorFindsNoDatabaseWhereThereIsNone() {
    var wrong = folder.resolve("wrong");
    var ran = at(wrong, "doctor", "--port", "0");
    assertThat(ran.code()).as(ran.said()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(ran.out()).contains("none  database: there is none in " + wrong);
    assertThat(wrong).doesNotExist();
  }

  @Test
  void anEmptyDatabaseIsNoParleyEither() {
    try (var postgres = TestPostgres.create()) {
      var empty = new OtherDatabase(postgres, "empty_for_commands", "parley");
      var options = empty.options("parley", postgres.address().password());
      for (var command : List.of(List.of("verify", "seq"), List.of("doctor", "--port", "0"))) {
        var words = new ArrayList<>(command);
        words.addAll(options);
        var ran = Ran.command(words.toArray(String[]::new));
        assertThat(ran.code()).as(ran.said()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(ran.said()).containsIgnoringCase("there is no Parley in th");
      }
      assertThat(empty.tables()).isZero();
      empty.drop();
    }
  }

  @Test
  void whatWasCheckedIsCounted() {
    var data = folder.resolve("data");
    var made = at(data, "migrate");
    assertThat(made.code()).as(made.said()).isZero();
    assertThat(at(data, "tenant", "create", "acme").code()).isZero();
    var ran = at(data, "verify", "seq");
    assertThat(ran.code()).as(ran.said()).isZero();
    assertThat(ran.out())
        .endsWith("all 1 tenants: 0 conversations, 0 messages checked, 0 anomalies\n");
  }
}

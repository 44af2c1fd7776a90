package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.identity.NewPerson;
import dev.parley.features.identity.People;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.TenantId;
import dev.parley.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleCommandsTest {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static TestPostgres postgres;
  private static int tenants;

  @TempDir Path folder;
  private People people;
  private String slug;
  private TenantId tenant;

  @BeforeAll
  static void open() {
    postgres = TestPostgres.create();
  }

  @AfterAll
  static void close() {
    postgres.close();
  }

  @BeforeEach
  void begin() {
    people =
        new People(
            postgres.database(),
            password -> "hash of " + password,
            (_, _, _) -> {},
            InstantSource.system());
    slug = "commands-" + ++tenants;
    tenant = new Tenants(postgres.database()).create(slug, slug).id();
    people.create(tenant, new NewPerson("olga@x.example", "Olga", Role.OWNER), secret());
  }

  private static Optional<String> secret() {
    return Optional.of("whiteboard");
  }

  private Ran run(String... words) {
    var all = new ArrayList<>(List.of("user"));
    Collections.addAll(all, words);
    var address = postgres.address();
    Collections.addAll(
        all,
        "--tenant",
        slug,
        "--database-url",
        address.jdbcUrl(),
        "--database-user",
        address.user(),
        "--database-password",
        address.password(),
        "--public-url",
        "https://parley.example.org/");
    return Ran.command(all.toArray(String[]::new));
  }

  private Ran done(String... words) {
    var ran = run(words);
    assertThat(ran.code()).as(ran.said()).isZero();
    return ran;
  }

  private void refused(String reason, String... words) {
    var ran = run(words);
    assertThat(ran.code()).as(ran.said()).isEqualTo(ExitCode.REFUSED);
    assertThat(ran.err()).isEqualTo("parley: " + reason + "\n");
  }

  /// Takes up the invitation of a printed link.
  private void join(Ran ran) {
    var start = "https://parley.example.org/join#tenant=%s&invitation=".formatted(slug);
    var link = ran.out().lines().map(String::strip).filter(it -> it.startsWith(start)).findFirst();
    assertThat(link).as(ran.said()).isPresent();
    var token = link.get().substring(start.length());
    people.redeemInvitation(tenant, token, "a new password", Optional.empty());
  }

  private String state(String email) {
    return done("list")
        .out()
        .lines()
        .map(line -> line.split("\t"))
        .filter(cells -> cells[0].equals(email))
        .map(cells -> cells[1] + " " + cells[2])
        .findFirst()
        .orElse("");
  }

  @Test
  void whoIsAddedGetsALinkThatWorks() {
    var created = done("create", "eve@x.example", "--person-role", "admin");
    assertThat(created.out()).contains("Added eve@x.example to " + slug + " as admin");
    assertThat(state("eve@x.example")).isEqualTo("admin invited");
    var again = done("invite", "eve@x.example");
    join(again);
    assertThat(state("eve@x.example")).isEqualTo("admin active");
    refused("They have a password; reset it instead", "invite", "eve@x.example");
  }

  @Test
  void anAddressThatIsNoneIsNamedBeforeAnythingElse() {
    refused("email: Not an e-mail address", "create", "eve");
    refused("No such user: eve@x.example", "role", "eve@x.example", "admin");
  }

  @Test
  void aPasswordThatIsResetIsGone() {
    people.create(tenant, new NewPerson("eve@x.example", "Eve", Role.MEMBER), secret());
    var reset = done("reset-password", "eve@x.example");
    assertThat(state("eve@x.example")).isEqualTo("member invited");
    join(reset);
    assertThat(people.byEmail(tenant, "eve@x.example").orElseThrow().passwordHash())
        .contains("hash of a new password");
  }

  @Test
  void peopleComeAndGoAndChangeTheirRoles() {
    people.create(tenant, new NewPerson("eve@x.example", "Eve", Role.MEMBER), secret());
    done("role", "eve@x.example", "admin");
    assertThat(state("eve@x.example")).isEqualTo("admin active");
    done("deactivate", "eve@x.example");
    assertThat(state("eve@x.example")).isEqualTo("admin deactivated");
    refused("They are deactivated; reactivate them first", "reset-password", "eve@x.example");
    done("reactivate", "eve@x.example");
    assertThat(state("eve@x.example")).isEqualTo("admin active");
  }

  @Test
  void aTenantKeepsAnOwner() {
    var reason = "They are the tenant's only owner; make another one first";
    refused(reason, "deactivate", "olga@x.example");
    refused(reason, "role", "olga@x.example", "member");
    done("create", "otto@x.example", "--person-role", "owner");
    done("role", "olga@x.example", "member");
    refused(reason, "deactivate", "otto@x.example");
  }

  @Test
  void everyBadLineOfAFileIsToldAndNobodyIsAdded() throws IOException {
    var lines = new ArrayList<String>();
    lines.add("email,name,person-role");
    lines.add("fay@x.example,Fay");
    lines.add("nobody,Nobody");
    lines.add("gus@x.example,  ");
    lines.add("hal@x.example,Hal,boss");
    lines.add("FAY@x.example,Fay again");
    lines.add("ivy@x.example");
    var file = Files.write(folder.resolve("people.csv"), lines);
    var ran = run("import", file.toString());
    assertThat(ran.code()).as(ran.said()).isEqualTo(ExitCode.REFUSED);
    assertThat(ran.err().lines().skip(1))
        .containsExactly(
            "  line 3: email: Not an e-mail address",
            "  line 4: name: Between 1 and 100 characters",
            "  line 5: person-role: 'boss' is none of guest, member, admin, owner",
            "  line 6: email: the same as in line 2",
            "  line 7: columns: email,name[,person-role] expected");
    assertThat(ran.err()).startsWith("parley: nothing was imported").contains("5 bad lines");
    assertThat(state("fay@x.example")).isEmpty();
  }

  @Test
  void aFirstLineIsPassedOverWhereItNamesTheColumnsAlone() throws IOException {
    var file = folder.resolve("people.csv");
    Files.writeString(file, "fay.x.example,Fay\ngus@x.example,Gus\n");
    assertThat(run("import", file.toString()).err())
        .contains("line 1: email: Not an e-mail address");
    assertThat(state("gus@x.example")).isEmpty();
    Files.writeString(file, BYTE_ORDER_MARK + "email,name,person-role\ngus@x.example,Gus,admin\n");
    done("import", file.toString());
    assertThat(state("gus@x.example")).isEqualTo("admin invited");
    Files.writeString(file, BYTE_ORDER_MARK + "hal@x.example,Hal\n");
    done("import", file.toString());
    assertThat(state("hal@x.example")).isEqualTo("member invited");
  }

  @Test
  void manyBadLinesAreCountedAndTakenAddressesNamed() throws IOException {
    var bad = Collections.nCopies(ImportCommand.MISTAKES_SHOWN_MAX + 3, "nobody,Nobody,member");
    var file = Files.write(folder.resolve("bad.csv"), bad);
    var many = run("import", file.toString());
    assertThat(many.err()).endsWith("  and 3 more\n");
    Files.write(file, List.of("fay@x.example,Fay", "olga@x.example,Olga"));
    assertThat(run("import", file.toString()).err())
        .contains("line 2: email: This address is taken");
    assertThat(state("fay@x.example")).isEmpty();
    var missing = run("import", folder.resolve("nowhere.csv").toString());
    assertThat(missing.code()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(missing.err()).contains("cannot be read").hasLineCount(1);
  }

  @Test
  void moreThanOneBatchIsAddedAtOnce() throws IOException {
    var lines = new ArrayList<String>();
    for (int i = 0; i <= People.BULK_MAX; i++) lines.add("p%d@x.example,P %d".formatted(i, i));
    var file = Files.write(folder.resolve("people.csv"), lines);
    var ran = done("import", file.toString());
    assertThat(ran.out()).hasLineCount(People.BULK_MAX + 1);
    assertThat(ran.err()).contains("https://parley.example.org/join#tenant=" + slug);
    assertThat(done("list").out()).hasLineCount(People.BULK_MAX + 2);
  }
}

package dev.parley.features.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.features.tenants.Tenants;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Refused;
import dev.parley.testkit.ManualClock;
import dev.parley.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeopleTest {
  private static TestPostgres postgres;
  private static int tenants;

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final List<UserId> ended = new ArrayList<>();
  private People people;
  private Actor owner;

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
            (_, _, user) -> ended.add(user),
            clock);
    owner = person(tenant(), "Olga", Role.OWNER);
  }

  @Test
  void anAddressNamesOnePersonWhateverItsCase() {
    people.create(owner, new NewPerson("Ada@Example.org", "Ada", Role.MEMBER), none());

    assertThat(code(() -> people.create(owner, newcomer("ada@example.ORG"), none())))
        .isEqualTo("conflict");
    assertThat(people.byEmail(owner.tenant(), "ADA@example.org"))
        .get()
        .satisfies(account -> assertThat(account.person().displayName()).isEqualTo("Ada"));
  }

  @Test
  void theSameAddressInAnotherTenantIsSomeoneElse() {
    people.create(owner, newcomer("ada@example.org"), none());
    var elsewhere = person(tenant(), "Otto", Role.OWNER);

    people.create(elsewhere, newcomer("ada@example.org"), none());

    assertThat(people.search(elsewhere, "ada", 10)).hasSize(1);
    assertThat(people.find(elsewhere.tenant(), owner.user())).isEmpty();
  }

  @Test
  void onlyAdministratorsAddPeopleAndOnlyOwnersAddOwners() {
    var member = person(owner.tenant(), "Mia", Role.MEMBER);
    var admin = person(owner.tenant(), "Ann", Role.ADMIN);
    var boss = new NewPerson("boss@example.org", "Boss", Role.OWNER);

    assertThat(code(() -> people.create(member, newcomer("x@y"), none()))).isEqualTo("forbidden");
    assertThat(code(() -> people.create(admin, boss, none()))).isEqualTo("forbidden");
    assertThat(people.create(owner, boss, none()).people()).hasSize(1);
  }

  @Test
  void anInvitationIsTakenUpOnce() {
    var created = people.create(owner, newcomer("ada@example.org"), none());
    var token = created.invitations().getFirst().invitation();

    var ada = redeem(token, Optional.of("Ada L."));

    assertThat(ada.displayName()).isEqualTo("Ada L.");
    assertThat(people.byEmail(owner.tenant(), "ada@example.org").orElseThrow().passwordHash())
        .contains("hash of correct horse");
    assertThat(code(() -> redeem(token, none()))).isEqualTo("unauthenticated");
  }

  @Test
  void anInvitationGrowsOld() {
    var created = people.create(owner, newcomer("ada@example.org"), none());
    clock.advance(People.INVITATION_LIFE.plus(Duration.ofSeconds(1)));

    assertThat(code(() -> redeem(created.invitations().getFirst().invitation(), none())))
        .isEqualTo("unauthenticated");
  }

  @Test
  void aThousandPeopleAreAddedAtOnceOrNotAtAll() {
    var many =
        IntStream.range(0, People.BULK_MAX).mapToObj(i -> newcomer("p" + i + "@example.org"));
    var newcomers = new ArrayList<>(many.toList());

    var created = people.createAll(owner, newcomers);

    assertThat(created.people()).hasSize(People.BULK_MAX);
    assertThat(created.invitations()).hasSize(People.BULK_MAX);
    newcomers.clear();
    newcomers.add(newcomer("new@example.org"));
    newcomers.add(newcomer("P7@example.org"));
    assertThat(code(() -> people.createAll(owner, newcomers))).isEqualTo("conflict");
    assertThat(people.byEmail(owner.tenant(), "new@example.org")).isEmpty();
  }

  @Test
  void whoIsDeactivatedIsNotFoundAnyMoreButKeepsAName() {
    var mia = person(owner.tenant(), "Mia", Role.MEMBER);

    people.deactivate(owner, mia.user());
    people.deactivate(owner, mia.user());

    assertThat(ended).containsExactly(mia.user());
    assertThat(people.search(owner, "mia", 10)).isEmpty();
    assertThat(people.find(owner.tenant(), mia.user()))
        .get()
        .satisfies(person -> assertThat(person.active()).isFalse());
  }

  @Test
  void nobodyDeactivatesThemselvesOrSomeoneAboveThem() {
    var admin = person(owner.tenant(), "Ann", Role.ADMIN);

    assertThat(code(() -> people.deactivate(owner, owner.user()))).isEqualTo("unprocessable");
    assertThat(code(() -> people.deactivate(admin, owner.user()))).isEqualTo("forbidden");
    assertThat(code(() -> people.deactivate(admin, UserId.next()))).isEqualTo("not_found");
  }

  @Test
  void aSearchTakesLikeSignsAsTheyAre() {
    person(owner.tenant(), "Percent % Sign", Role.MEMBER);

    assertThat(people.search(owner, "%", 10)).hasSize(1);
    assertThat(people.search(owner, "sign", 10)).hasSize(1);
    assertThat(people.search(owner, "_", 10)).isEmpty();
  }

  @Test
  void onlyAdministratorsSeeAndSearchAddresses() {
    var member = person(owner.tenant(), "Mia", Role.MEMBER);
    people.create(owner, new NewPerson("zed@example.org", "Ada", Role.MEMBER), none());

    assertThat(people.search(owner, "zed", 10)).hasSize(1);
    assertThat(people.search(member, "zed", 10)).isEmpty();
    var ada = people.search(member, "ada", 10).getFirst();
    assertThat(PersonView.of(member, ada).email()).isNull();
    assertThat(PersonView.of(owner, ada).email()).isEqualTo("zed@example.org");
  }

  @Test
  void aNameShowsSomething() {
    assertThatThrownBy(() -> new NewPerson("a@b", " \t ", Role.MEMBER)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> new NewPerson("a@b", "two\nlines", Role.MEMBER))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> new NewPerson("nobody", "Ada", Role.MEMBER))
        .isInstanceOf(Refused.class);
  }

  private Person redeem(String token, Optional<String> name) {
    return people.redeemInvitation(owner.tenant(), token, "correct horse", name).person();
  }

  private static TenantId tenant() {
    return new Tenants(postgres.database()).create("people-" + ++tenants, "People").id();
  }

  private Actor person(TenantId tenant, String name, Role role) {
    var email = name.replaceAll("\\W", "").toLowerCase(Locale.ROOT) + "@example.org";
    var person = people.create(tenant, new NewPerson(email, name, role), none()).people();
    return new Actor(tenant, person.getFirst().id(), SessionId.next(), role);
  }

  private static NewPerson newcomer(String email) {
    return new NewPerson(email, "Newcomer", Role.MEMBER);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(Refused.class, call).problem().code();
  }
}

package dev.parley.features.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.features.identity.NewPerson;
import dev.parley.features.identity.People;
import dev.parley.features.identity.PeopleDesk;
import dev.parley.features.identity.PersonArrived;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.bus.LocalBus;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.protocol.Refused;
import dev.parley.testkit.Await;
import dev.parley.testkit.ManualClock;
import dev.parley.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
  private static final String ADA = "ada@example.org";
  private static TestPostgres postgres;
  private static int tenants;

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final LocalBus bus = new LocalBus();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private Sessions sessions;
  private People people;
  private SignIn signIn;
  private TenantId tenant;
  private String slug;
  private UserId ada;

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
    bus.listen(new Told());
    var database = postgres.database();
    sessions = new Sessions(database, bus, clock);
    people = new People(database, password -> "hash:" + password, sessions, clock);
    signIn = signIn((hash, password) -> hash.equals(Optional.of("hash:" + password)));
    slug = "signin-" + ++tenants;
    tenant = new Tenants(database).create(slug, "Sign-in").id();
    var created =
        people.create(tenant, new NewPerson(ADA, "Ada", Role.MEMBER), Optional.of("correct horse"));
    ada = created.people().getFirst().id();
  }

  private SignIn signIn(PasswordCheck passwords) {
    return signIn(postgres.database(), passwords);
  }

  private SignIn signIn(Database database, PasswordCheck passwords) {
    var doors =
        new SignIn.Doors(
            new Tenants(database),
            people,
            passwords,
            actor -> new AccessTokens.Issued("access " + actor.session(), clock.instant()));
    return new SignIn(database, doors, sessions, clock);
  }

  @Test
  void theRightPasswordOpensASession() {
    var signedIn = login("correct horse");

    assertThat(signedIn.user().id()).isEqualTo(ada);
    assertThat(sessions.alive(tenant, signedIn.sessionId())).isTrue();
  }

  @Test
  void whateverIsWrongTheAnswerIsTheSame() {
    var wrongPassword = problem(() -> login("wrong"));
    var noAccount = problem(() -> signIn.login(slug, "no@one", "wrong", visitor()));
    var noTenant = problem(() -> signIn.login("nowhere", ADA, "wrong", visitor()));

    assertThat(wrongPassword).isEqualTo("unauthenticated: Tenant, e-mail or password is wrong");
    assertThat(noAccount).isEqualTo(wrongPassword);
    assertThat(noTenant).isEqualTo(wrongPassword);
  }

  @Test
  void fiveFailuresShutTheDoorToStrangersForAQuarterOfAnHour() {
    for (int i = 0; i < LoginLimits.FAILURES_MAX; i++) fail(() -> login("wrong"));

    assertThat(code(() -> login("correct horse"))).isEqualTo("rate_limited");
    clock.advance(LoginLimits.WINDOW.plusSeconds(1));
    assertThat(login("correct horse").user().id()).isEqualTo(ada);
  }

  @Test
  void aKnownDeviceOfTheOwnerStillGetsIn() {
    var device = Optional.of(login("correct horse").deviceToken());
    for (int i = 0; i < LoginLimits.FAILURES_MAX; i++) fail(() -> login("wrong"));
    fail(() -> login("correct horse"));

    var visitor = new Visitor("10.0.0.1", Optional.empty(), device);
    assertThat(signIn.login(slug, ADA, "correct horse", visitor).user().id()).isEqualTo(ada);
  }

  @Test
  void someoneElsesDeviceIsAStranger() {
    people.create(
        tenant, new NewPerson("eve@example.org", "Eve", Role.MEMBER), Optional.of("eves own"));
    var eves = signIn.login(slug, "eve@example.org", "eves own", visitor()).deviceToken();
    for (int i = 0; i < LoginLimits.FAILURES_MAX; i++) fail(() -> login("wrong"));

    var visitor = new Visitor("10.0.0.1", Optional.empty(), Optional.of(eves));
    assertThat(code(() -> signIn.login(slug, ADA, "guess", visitor))).isEqualTo("rate_limited");
  }

  @Test
  void guessesAtTheSameMomentAreCountedAsWell() throws Exception {
    var outcomes = sameMoment(20, () -> code(() -> login("wrong")));

    assertThat(outcomes).filteredOn("unauthenticated"::equals).hasSize(LoginLimits.FAILURES_MAX);
    assertThat(outcomes).filteredOn("rate_limited"::equals).hasSize(15);
  }

  @Test
  void allSpellingsOfAnAddressShareOneCount() {
    people.create(
        tenant, new NewPerson("iris@example.org", "Iris", Role.MEMBER), Optional.of("her own"));
    for (int i = 0; i < LoginLimits.FAILURES_MAX; i++) {
      fail(() -> signIn.login(slug, "iris@example.org", "wrong", visitor()));
    }

    assertThat(code(() -> signIn.login(slug, "\u0130ris@example.org", "wrong", visitor())))
        .isEqualTo("rate_limited");
  }

  @Test
  void guessesAtTenantsThatAreNotThereAreCountedAsWell() {
    var stranger = new Visitor("198.51.100." + tenants, Optional.empty(), Optional.empty());
    var answers =
        IntStream.range(0, 60)
            .mapToObj(_ -> code(() -> signIn.login("nowhere", ADA, "wrong", stranger)))
            .toList();

    assertThat(answers).startsWith("unauthenticated").endsWith("rate_limited");
  }

  @Test
  void anAddressThatHasFailedTooOftenCostsNoLookUp() {
    var transactions = new AtomicInteger();
    var door = signIn(new Counted(postgres.database(), transactions), (_, _) -> false);
    var stranger = new Visitor("203.0.113." + tenants, Optional.empty(), Optional.empty());
    for (int i = 0; i < 60; i++) {
      var name = "nobody" + i + "@example.org";
      if (code(() -> door.login(slug, name, "wrong", stranger)).equals("rate_limited")) break;
    }
    transactions.set(0);

    assertThat(code(() -> door.login(slug, ADA, "wrong", stranger))).isEqualTo("rate_limited");
    assertThat(transactions).hasValue(0);
  }

  @Test
  void whoIsDeactivatedWhileThePasswordIsLookedAtStaysOut() {
    var owner = people.create(tenant, new NewPerson("o@x", "Olga", Role.OWNER), Optional.empty());
    var olga = new Actor(tenant, owner.people().getFirst().id(), SessionId.next(), Role.OWNER);
    var slow =
        signIn((_, _) -> {
          people.deactivate(olga, ada);
          return true;
        });

    assertThat(code(() -> slow.login(slug, ADA, "correct horse", visitor())))
        .isEqualTo("unauthenticated");
    assertThat(sessions.own(new Actor(tenant, ada, SessionId.next(), Role.MEMBER))).isEmpty();
  }

  @Test
  void whosePasswordIsResetWhileItIsLookedAtStaysOut() {
    var desk =
        new PeopleDesk(postgres.database(), sessions, sessions, PersonArrived.UNHEARD, clock);
    var invitations = new ArrayList<String>();
    var slow =
        signIn((hash, password) -> {
          invitations.add(desk.resetPassword(tenant, ADA).invitation());
          return hash.equals(Optional.of("hash:" + password));
        });

    assertThat(problem(() -> slow.login(slug, ADA, "correct horse", visitor())))
        .isEqualTo("unauthenticated: Tenant, e-mail or password is wrong");
    assertThat(sessions.own(new Actor(tenant, ada, SessionId.next(), Role.MEMBER))).isEmpty();

    var chosen = "battery staple";
    signIn.acceptInvitation(slug, invitations.getFirst(), chosen, Optional.empty(), visitor());
    assertThat(login(chosen).user().id()).isEqualTo(ada);
  }

  @Test
  void aSuccessForgetsTheFailuresBeforeIt() {
    for (int round = 0; round < 3; round++) {
      for (int i = 1; i < LoginLimits.FAILURES_MAX; i++) fail(() -> login("wrong"));
      login("correct horse");
    }
  }

  @Test
  void aRefreshTokenIsUsedOnceAndReuseEndsTheSession() {
    var first = login("correct horse");
    var second = signIn.refresh(first.refreshToken());
    assertThat(second.sessionId()).isEqualTo(first.sessionId());

    assertThat(code(() -> signIn.refresh(first.refreshToken()))).isEqualTo("unauthenticated");

    assertThat(sessions.alive(tenant, first.sessionId())).isFalse();
    assertThat(code(() -> signIn.refresh(second.refreshToken()))).isEqualTo("unauthenticated");
    Await.until("every node is told", () -> told.equals(List.of(tenant + " " + first.sessionId())));
  }

  @Test
  void ofTwoRefreshesAtTheSameMomentOneWinsAndTheSessionEnds() throws Exception {
    var token = login("correct horse").refreshToken();

    var outcomes =
        sameMoment(
            2,
            () -> {
              try {
                return signIn.refresh(token).sessionId().toString();
              } catch (Refused refused) {
                return refused.problem().code();
              }
            });

    assertThat(outcomes).containsOnlyOnce("unauthenticated");
  }

  @Test
  void aRefreshTokenGrowsOld() {
    var token = login("correct horse").refreshToken();
    clock.advance(SignIn.REFRESH_LIFE.plusSeconds(1));

    assertThat(code(() -> signIn.refresh(token))).isEqualTo("unauthenticated");
  }

  @Test
  void aTicketOpensOnceAndSoon() {
    var actor = actor(login("correct horse"));
    var ticket = signIn.ticket(actor).ticket();

    assertThat(signIn.redeem(ticket)).isEqualTo(actor);
    assertThat(code(() -> signIn.redeem(ticket))).isEqualTo("unauthenticated");
    var late = signIn.ticket(actor).ticket();
    clock.advance(SignIn.TICKET_LIFE.plus(Duration.ofMillis(1)));
    assertThat(code(() -> signIn.redeem(late))).isEqualTo("unauthenticated");
    assertThat(code(() -> signIn.redeem("not a ticket"))).isEqualTo("unauthenticated");
  }

  @Test
  void aTicketOfAnEndedSessionOpensNothing() {
    var actor = actor(login("correct horse"));
    var ticket = signIn.ticket(actor).ticket();
    signIn.logout(actor);

    assertThat(code(() -> signIn.redeem(ticket))).isEqualTo("unauthenticated");
  }

  @Test
  void peopleEndTheirOwnSessionsAndAdministratorsAnyones() {
    var here = actor(login("correct horse"));
    var there = login("correct horse");
    var eve = new Actor(tenant, UserId.next(), here.session(), Role.MEMBER);
    var admin = new Actor(tenant, UserId.next(), here.session(), Role.ADMIN);

    assertThat(sessions.own(here)).hasSize(2);
    assertThat(code(() -> sessions.revoke(eve, there.sessionId()))).isEqualTo("not_found");
    sessions.revoke(here, there.sessionId());
    sessions.revoke(admin, here.session());

    assertThat(sessions.own(here)).isEmpty();
    assertThat(sessions.revokedWithin(Duration.ofMinutes(1))).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void whoIsDeactivatedIsOutEverywhere() {
    var session = login("correct horse");
    var owner =
        people.create(tenant, new NewPerson("o@x", "Olga", Role.OWNER), Optional.empty()).people();

    people.deactivate(
        new Actor(tenant, owner.getFirst().id(), session.sessionId(), Role.OWNER), ada);

    assertThat(sessions.alive(tenant, session.sessionId())).isFalse();
    assertThat(code(() -> signIn.refresh(session.refreshToken()))).isEqualTo("unauthenticated");
    assertThat(code(() -> login("correct horse"))).isEqualTo("unauthenticated");
  }

  @Test
  void anInvitationOpensASession() {
    var created =
        people.create(tenant, new NewPerson("new@x", "New", Role.MEMBER), Optional.empty());
    var invitation = created.invitations().getFirst().invitation();

    var signedIn =
        signIn.acceptInvitation(slug, invitation, "battery staple", Optional.of("Newt"), visitor());

    assertThat(signedIn.user().displayName()).isEqualTo("Newt");
    signIn.login(slug, "new@x", "battery staple", visitor());
  }

  @Test
  void whatHasRunOutIsSweptAway() {
    login("correct horse");
    fail(() -> login("wrong"));
    clock.advance(SignIn.SESSION_LIFE.plusDays(2));

    assertThat(signIn.sweep()).isPositive();
    assertThat(signIn.sweep()).isZero();
  }

  private SignedIn login(String password) {
    return signIn.login(slug, ADA, password, visitor());
  }

  private Visitor visitor() {
    return new Visitor("192.0.2." + tenants, Optional.of("JUnit"), Optional.empty());
  }

  private Actor actor(SignedIn signedIn) {
    return new Actor(tenant, ada, signedIn.sessionId(), Role.MEMBER);
  }

  private static void fail(ThrowingCallable call) {
    assertThat(catchThrowableOfType(Refused.class, call)).isNotNull();
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(Refused.class, call).problem().code();
  }

  private static String problem(ThrowingCallable call) {
    var problem = catchThrowableOfType(Refused.class, call).problem();
    return problem.code() + ": " + problem.detail();
  }

  private static List<String> sameMoment(int count, Callable<String> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = IntStream.range(0, count).mapToObj(_ -> threads.submit(call)).toList();
      var outcomes = new CopyOnWriteArrayList<String>();
      for (var one : running) outcomes.add(one.get());
      return outcomes;
    }
  }

  private final class Told implements Bus.Listener {
    @Override
    public void message(BusMessage message) {
      if (message instanceof BusMessage.Control(_, var text)) told.add(text);
    }

    @Override
    public void interrupted() {}
  }
}

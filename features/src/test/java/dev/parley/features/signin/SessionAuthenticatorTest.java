package dev.parley.features.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.features.identity.NewPerson;
import dev.parley.features.identity.People;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.bus.LocalBus;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.secrets.MasterKey;
import dev.parley.platform.secrets.Passwords;
import dev.parley.platform.secrets.Sealer;
import dev.parley.platform.secrets.Tokens;
import dev.parley.protocol.Refused;
import dev.parley.testkit.Await;
import dev.parley.testkit.ManualClock;
import dev.parley.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionAuthenticatorTest {
  private static final String PASSWORD = "a quiet river";
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Passwords PASSWORDS = new Passwords();
  private static TestPostgres postgres;
  private static int tenants;

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final LocalBus bus = new LocalBus();
  private final LocalBus deafBus = new LocalBus();
  private final Set<SessionId> told = ConcurrentHashMap.newKeySet();
  private Sessions sessions;
  private People people;
  private SignIn signIn;
  private Tokens tokens;
  private RevocationWatch watch;
  private RevocationWatch deaf;
  private SessionAuthenticator authenticator;
  private TenantId tenant;
  private String slug;

  @BeforeAll
  static void open() {
    postgres = TestPostgres.create();
  }

  @AfterAll
  static void close() {
    postgres.close();
    PASSWORDS.close();
  }

  @BeforeEach
  void begin() {
    var database = postgres.database();
    sessions = new Sessions(database, bus, clock);
    people = new People(database, PASSWORDS::hash, sessions, clock);
    var home = new Tenants(database);
    var keys = new SigningKeys(database, new Sealer(MasterKey.of(MasterKey.generate())), clock);
    tokens = new Tokens("parley", LIFE, keys, clock);
    var doors = new SignIn.Doors(home, people, PASSWORDS::matches, this::issued);
    signIn = new SignIn(database, doors, sessions, clock);
    watch = RevocationWatch.start(sessions, bus, (_, session) -> told.add(session));
    deaf = RevocationWatch.start(sessions, deafBus, (_, _) -> {});
    authenticator = new SessionAuthenticator(tokens, signIn, sessions, watch, clock);
    slug = "auth-" + ++tenants;
    tenant = home.create(slug, "Auth").id();
    people.create(tenant, new NewPerson("ada@x", "Ada", Role.OWNER), Optional.of(PASSWORD));
  }

  @AfterEach
  void end() {
    watch.close();
    deaf.close();
    bus.close();
    deafBus.close();
  }

  private AccessTokens.Issued issued(Actor actor) {
    var issued = tokens.issue(actor);
    return new AccessTokens.Issued(issued.token().reveal(), issued.expiresAt());
  }

  private SignedIn login() {
    var visitor = new Visitor("192.0.2.7", Optional.empty(), Optional.empty());
    return signIn.login(slug, "Ada@X", PASSWORD, visitor);
  }

  private static String code(Runnable call) {
    return catchThrowableOfType(Refused.class, call::run).problem().code();
  }

  @Test
  void aTokenOfAStandingSessionSaysWhoItIs() {
    var signedIn = login();
    var actor = authenticator.verify(signedIn.token()).actor();
    assertThat(actor.tenant()).isEqualTo(tenant);
    assertThat(actor.user()).isEqualTo(signedIn.user().id());
    assertThat(actor.session()).isEqualTo(signedIn.sessionId());
    assertThat(actor.role()).isEqualTo(Role.OWNER);
  }

  @Test
  void aRevokedSessionIsOutAtOnceAndItsConnectionsAreTold() {
    var signedIn = login();
    var actor = authenticator.verify(signedIn.token()).actor();
    signIn.logout(actor);
    Await.until("the bus told it", () -> told.contains(signedIn.sessionId()));
    assertThat(code(() -> authenticator.verify(signedIn.token()))).isEqualTo("unauthenticated");
  }

  @Test
  void aNodeThatHearsNothingFindsItInTheDatabase() {
    var signedIn = login();
    signIn.logout(authenticator.verify(signedIn.token()).actor());
    assertThat(deaf.hasEnded(SessionId.next())).isFalse();
    deaf.poll();
    assertThat(deaf.hasEnded(signedIn.sessionId())).isTrue();
  }

  @Test
  void aNodeWhoseClockIsBehindEndsSessionsForTheOthersAllTheSame() {
    var signedIn = login();
    var behind = InstantSource.offset(clock, Duration.ofHours(-1));
    var actor = authenticator.verify(signedIn.token()).actor();
    new Sessions(postgres.database(), bus, behind).revoke(actor, signedIn.sessionId());
    deaf.poll();
    assertThat(deaf.hasEnded(signedIn.sessionId())).isTrue();
  }

  @Test
  void aSessionThatNeverWasOpensNothing() {
    var invented = new Actor(tenant, UserId.next(), SessionId.next(), Role.OWNER);
    var token = tokens.issue(invented).token().reveal();
    assertThat(code(() -> authenticator.verify(token))).isEqualTo("unauthenticated");
  }

  @Test
  void aTokenOfASessionThatIsGoneIsLookedUpOnce() {
    var lookups = new AtomicInteger();
    var counted = new Sessions(new Counted(postgres.database(), lookups), bus, clock);
    var door = new SessionAuthenticator(tokens, signIn, counted, deaf, clock);
    var gone = new Actor(tenant, UserId.next(), SessionId.next(), Role.OWNER);
    for (int i = 0; i < 20; i++) {
      var token = tokens.issue(gone).token().reveal();
      assertThat(code(() -> door.verify(token))).isEqualTo("unauthenticated");
    }
    assertThat(lookups).hasValue(1);
  }

  @Test
  void aTicketOpensOnceForAsLongAsATokenWould() {
    var actor = authenticator.verify(login().token()).actor();
    var ticket = signIn.ticket(actor).ticket();
    var identity = authenticator.redeem(ticket);
    assertThat(identity.actor()).isEqualTo(actor);
    assertThat(identity.expiresAt()).isEqualTo(clock.instant().plus(LIFE));
    assertThat(code(() -> authenticator.redeem(ticket))).isEqualTo("unauthenticated");
    assertThat(code(() -> authenticator.verify(ticket))).isEqualTo("unauthenticated");
  }

  @Test
  void aRefreshTokenIsNoAccessToken() {
    var signedIn = login();
    assertThat(code(() -> authenticator.verify(signedIn.refreshToken())))
        .isEqualTo("unauthenticated");
    assertThat(code(() -> signIn.refresh(signedIn.token()))).isEqualTo("unauthenticated");
  }
}

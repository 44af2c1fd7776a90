package dev.parley.features.signin;

import dev.parley.features.identity.Account;
import dev.parley.features.identity.People;
import dev.parley.features.identity.Person;
import dev.parley.features.identity.PersonView;
import dev.parley.features.tenants.Tenant;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Opens sessions with a password, an invitation, a refresh token, and connections with a ticket.
public final class SignIn {
  /// How long a refresh token can wait for its use.
  public static final Duration REFRESH_LIFE = Duration.ofDays(30);

  /// How long a session lasts at most, however often it is refreshed.
  public static final Duration SESSION_LIFE = Duration.ofDays(90);

  public static final Duration TICKET_LIFE = Duration.ofSeconds(30);

  private final Database database;
  private final Doors doors;
  private final Sessions sessions;
  private final LoginLimits limits;
  private final InstantSource clock;

  /// The others that signing in depends on.
  public record Doors(
      Tenants tenants, People people, PasswordCheck passwords, AccessTokens tokens) {}

  public SignIn(Database database, Doors doors, Sessions sessions, InstantSource clock) {
    this.database = database;
    this.doors = doors;
    this.sessions = sessions;
    this.limits = new LoginLimits(database);
    this.clock = clock;
  }

  /// Opens a session. Refuses with `unauthenticated`, in the same words and after the same work
  /// whatever was wrong, or with `rate_limited`.
  public SignedIn login(String tenantSlug, String email, String password, Visitor visitor) {
    limits.admit(visitor.address());
    var tenant = doors.tenants().bySlug(tenantSlug);
    if (tenant.isEmpty()) {
      doors.passwords().matches(Optional.empty(), password);
      limits.failed(visitor.address());
      throw wrong();
    }
    return login(tenant.get().id(), email, password, visitor);
  }

  private SignedIn login(TenantId tenant, String email, String password, Visitor visitor) {
    var account = doors.people().byEmail(tenant, email);
    var device = account.flatMap(one -> device(tenant, visitor, one.person().id()));
    var attempt = limits.begin(tenant, email, device, clock.instant());
    var hash = account.filter(one -> one.person().active()).flatMap(one -> one.passwordHash());
    if (!doors.passwords().matches(hash, password)) {
      limits.failed(visitor.address());
      throw wrong();
    }
    limits.succeeded(attempt);
    return open(tenant, account.orElseThrow(), device, visitor);
  }

  /// Takes up an invitation and opens a session.
  public SignedIn acceptInvitation(
      String tenantSlug,
      String invitation,
      String password,
      Optional<String> displayName,
      Visitor visitor) {
    var tenant =
        doors.tenants().bySlug(tenantSlug).map(Tenant::id).orElseThrow(SignIn::noInvitation);
    var account = doors.people().redeemInvitation(tenant, invitation, password, displayName);
    return open(tenant, account, Optional.empty(), visitor);
  }

  private Optional<UUID> device(TenantId tenant, Visitor visitor, UserId user) {
    return visitor
        .deviceToken()
        .flatMap(Bearer::read)
        .filter(token -> token.tenant().equals(tenant))
        .flatMap(token -> database.in(tenant, tx -> TokenStore.knownDevice(tx, token, user)));
  }

  /// @param verified what the password was compared with
  private SignedIn open(TenantId tenant, Account verified, Optional<UUID> known, Visitor visitor) {
    var now = clock.instant();
    var user = verified.person().id();
    var session =
        new Session(
            SessionId.next(),
            user,
            known.orElseGet(Ids::next),
            visitor.userAgent(),
            now,
            now,
            now.plus(SESSION_LIFE));
    return database.in(
        tenant,
        tx -> {
          // Who was deactivated, or lost the password, while it was looked at stays out.
          var held = doors.people().hold(tenant, user).orElseThrow(SignIn::wrong);
          if (!held.passwordHash().equals(verified.passwordHash())) throw wrong();
          SessionStore.insert(tx, tenant, session);
          return grant(tx, tenant, held.person(), session, now);
        });
  }

  /// Exchanges a refresh token for the next one. One that was used before ends its session. Refuses
  /// with `unauthenticated`.
  public SignedIn refresh(String refreshToken) {
    var token = Bearer.read(refreshToken).orElseThrow(SignIn::noRefresh);
    var now = clock.instant();
    return database
        .in(token.tenant(), tx -> refresh(tx, token, now))
        .orElseThrow(SignIn::noRefresh);
  }

  /// Empty, not a refusal, so that what a reuse ends is committed.
  private Optional<SignedIn> refresh(Transaction tx, Bearer token, Instant now) {
    var tenant = token.tenant();
    var used = TokenStore.useRefresh(tx, token, now);
    if (used.isEmpty()) {
      TokenStore.reused(tx, token).ifPresent(session -> sessions.end(tx, tenant, session));
      return Optional.empty();
    }
    var session = SessionStore.alive(tx, tenant, used.get(), now);
    if (session.isEmpty()) return Optional.empty();
    var person = doors.people().find(tenant, session.get().user()).filter(Person::active);
    if (person.isEmpty()) return Optional.empty();
    SessionStore.used(tx, tenant, used.get(), now);
    return Optional.of(grant(tx, tenant, person.get(), session.get(), now));
  }

  private SignedIn grant(
      Transaction tx, TenantId tenant, Person person, Session session, Instant now) {
    var refresh = Bearer.create(tenant);
    var ends = now.plus(REFRESH_LIFE);
    var expires = ends.isBefore(session.expiresAt()) ? ends : session.expiresAt();
    TokenStore.putRefresh(tx, refresh, session.id(), expires);
    var device = Bearer.create(tenant);
    TokenStore.putDevice(tx, session.device(), person.id(), device, now);
    var actor = new Actor(tenant, person.id(), session.id(), person.role());
    var access = doors.tokens().issue(actor);
    return new SignedIn(
        access.token(),
        access.expiresAt(),
        refresh.text(),
        session.id(),
        device.text(),
        PersonView.of(actor, person));
  }

  /// Ends the caller's own session. Done twice, it changes nothing more.
  public void logout(Actor actor) {
    database.in(
        actor.tenant(),
        tx -> {
          sessions.end(tx, actor.tenant(), actor.session());
          return true;
        });
  }

  /// A single-use word that opens one connection, and until when.
  public record Ticket(String ticket, Instant expiresAt) {
    @Override
    public String toString() {
      return "Ticket[until " + expiresAt + "]";
    }
  }

  public Ticket ticket(Actor actor) {
    var ticket = Bearer.create(actor.tenant());
    var expires = clock.instant().plus(TICKET_LIFE);
    database.in(
        actor.tenant(),
        tx -> {
          TokenStore.putTicket(tx, ticket, actor.session(), expires);
          return true;
        });
    return new Ticket(ticket.text(), expires);
  }

  /// Spends a ticket. Refuses with `unauthenticated` one that is unknown, spent or too old, or
  /// whose session has ended.
  public Actor redeem(String text) {
    var ticket = Bearer.read(text).orElseThrow(SignIn::noTicket);
    var tenant = ticket.tenant();
    var now = clock.instant();
    return database
        .in(
            tenant,
            tx ->
                TokenStore.useTicket(tx, ticket, now)
                    .flatMap(id -> SessionStore.alive(tx, tenant, id, now))
                    .flatMap(session -> actor(tenant, session)))
        .orElseThrow(SignIn::noTicket);
  }

  private Optional<Actor> actor(TenantId tenant, Session session) {
    return doors
        .people()
        .find(tenant, session.user())
        .filter(Person::active)
        .map(person -> new Actor(tenant, person.id(), session.id(), person.role()));
  }

  /// Removes what has run out; called now and then by an agent.
  ///
  /// @return how many rows went
  public int sweep() {
    var now = clock.instant();
    return database.system(tx ->
        AttemptStore.sweep(tx, now.minus(LoginLimits.WINDOW.multipliedBy(2)))
            + TokenStore.sweep(tx, now)
            + SessionStore.sweep(tx, now.minus(Duration.ofDays(1))));
  }

  public Routes routes() {
    return new SignInRoutes(this, sessions);
  }

  private static Refused wrong() {
    return new Problem.Unauthenticated("Tenant, e-mail or password is wrong").refused();
  }

  private static Refused noRefresh() {
    return new Problem.Unauthenticated("This refresh token is not valid any more").refused();
  }

  private static Refused noTicket() {
    return new Problem.Unauthenticated("This ticket is not valid any more").refused();
  }

  private static Refused noInvitation() {
    return new Problem.Unauthenticated("This invitation is not valid any more").refused();
  }
}

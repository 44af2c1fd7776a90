package dev.parley.features.identity;

import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Adds, finds, invites and deactivates people.
public final class People {
  /// Most people of one bulk creation.
  public static final int BULK_MAX = 1_000;

  /// How long an invitation can be taken up.
  public static final Duration INVITATION_LIFE = Duration.ofDays(14);

  private final Database database;
  private final PasswordHashing passwords;
  private final PersonEnded ended;
  private final PersonArrived arrived;
  private final InstantSource clock;

  /// Where nobody hears who comes.
  public People(
      Database database, PasswordHashing passwords, PersonEnded ended, InstantSource clock) {
    this(database, passwords, ended, PersonArrived.UNHEARD, clock);
  }

  public People(
      Database database,
      PasswordHashing passwords,
      PersonEnded ended,
      PersonArrived arrived,
      InstantSource clock) {
    this.database = database;
    this.passwords = passwords;
    this.ended = ended;
    this.arrived = arrived;
    this.clock = clock;
  }

  /// What a creation gives: the people in the order asked for, and an invitation for each who has
  /// no password.
  public record Created(List<Person> people, List<Invitation> invitations) {}

  /// Adds one person, as an administrator. Refuses with `forbidden`, `conflict` when the address is
  /// taken, or `unprocessable`.
  public Created create(Actor actor, NewPerson newcomer, Optional<String> password) {
    return creation(actor, newcomer, password).get();
  }

  /// The same in two steps: checks and hashes, which takes long, and gives what adds the person.
  Supplier<Created> creation(Actor actor, NewPerson newcomer, Optional<String> password) {
    requireAdmin(actor, newcomer.role());
    return creation(actor.tenant(), newcomer, password);
  }

  /// The same for operators, who answer to nobody here.
  public Created create(TenantId tenant, NewPerson newcomer, Optional<String> password) {
    return creation(tenant, newcomer, password).get();
  }

  private Supplier<Created> creation(
      TenantId tenant, NewPerson newcomer, Optional<String> password) {
    var hash = password.map(passwords::hash);
    return () -> add(tenant, List.of(newcomer), hash);
  }

  /// Adds many people with an invitation each, all or none, as an administrator.
  public Created createAll(Actor actor, List<NewPerson> newcomers) {
    for (var newcomer : newcomers) requireAdmin(actor, newcomer.role());
    return createAll(actor.tenant(), newcomers, Optional.empty());
  }

  /// The same for operators. A password here is hashed once and is the same for all of them: fit
  /// for trying out, not for people.
  public Created createAll(
      TenantId tenant, List<NewPerson> newcomers, Optional<String> sharedPassword) {
    if (newcomers.size() > BULK_MAX) throw new Problem.TooLarge("users", BULK_MAX).refused();
    var seen = new HashSet<String>();
    for (var newcomer : newcomers) {
      if (!seen.add(newcomer.email().toLowerCase(Locale.ROOT))) throw taken();
    }
    return add(tenant, newcomers, sharedPassword.map(passwords::hash));
  }

  private Created add(TenantId tenant, List<NewPerson> newcomers, Optional<String> hash) {
    var now = clock.instant();
    var people = newcomers.stream().map(newcomer -> person(newcomer, now)).toList();
    var invitations =
        hash.isPresent()
            ? List.<Invitation>of()
            : people.stream().map(person -> Invitation.of(person.id())).toList();
    database.in(
        tenant,
        tx -> {
          if (PersonStore.insert(tx, tenant, people, hash) < people.size()) throw taken();
          InvitationStore.insert(tx, tenant, invitations, now.plus(INVITATION_LIFE));
          arrived.arrived(tx, tenant, people.stream().map(Person::id).toList());
          return true;
        });
    return new Created(people, invitations);
  }

  private static Person person(NewPerson newcomer, Instant now) {
    return new Person(
        UserId.next(),
        newcomer.email(),
        newcomer.displayName(),
        newcomer.role(),
        newcomer.metadata(),
        now,
        Optional.empty());
  }

  /// Active or not.
  public Optional<Person> find(TenantId tenant, UserId id) {
    return database.in(tenant, tx -> PersonStore.find(tx, tenant, id));
  }

  /// Someone active, whom nobody deactivates, and whose password nobody takes away, before the
  /// caller's transaction has ended.
  public Optional<Account> hold(TenantId tenant, UserId id) {
    return database.in(tenant, tx -> PersonStore.hold(tx, tenant, id));
  }

  /// Those of the ids that name someone, active or not.
  public Map<UserId, Person> named(TenantId tenant, Collection<UserId> ids) {
    return database.in(tenant, tx -> PersonStore.named(tx, tenant, ids));
  }

  /// For sign-in.
  public Optional<Account> byEmail(TenantId tenant, String email) {
    return database.in(tenant, tx -> PersonStore.byEmail(tx, tenant, email));
  }

  /// Whether someone active owns the tenant.
  public boolean hasOwner(TenantId tenant) {
    return database.in(tenant, tx -> PersonDeskStore.owners(tx, tenant) > 0);
  }

  /// Those of the addresses that are taken, in lower case.
  public Set<String> taken(TenantId tenant, Collection<String> emails) {
    return database.in(tenant, tx -> PersonDeskStore.taken(tx, tenant, emails));
  }

  /// Active people whose name or address begins so, by name; one more than the limit tells that
  /// there are more. Addresses count only for administrators.
  List<Person> search(Actor actor, String prefix, int limit) {
    var tenant = actor.tenant();
    var emails = actor.role().administers();
    return database.in(tenant, tx -> PersonStore.search(tx, tenant, prefix, emails, limit));
  }

  /// Replaces the password's hash.
  public void setPassword(TenantId tenant, UserId id, String hash) {
    database.in(tenant, tx -> PersonStore.setPassword(tx, tenant, id, hash));
  }

  /// Takes up an invitation: the person gets the password, and a new name if they give one. Refuses
  /// with `unauthenticated` when the invitation is unknown, used or too old.
  ///
  /// @return with the password that they have now
  public Account redeemInvitation(
      TenantId tenant, String token, String password, Optional<String> displayName) {
    var name = displayName.map(NewPerson::displayName);
    var invited = invited(tenant, token);
    var hash = passwords.hash(password);
    return database.in(
        tenant,
        tx -> {
          var user =
              InvitationStore.take(tx, tenant, Invitation.hash(token), clock.instant())
                  .filter(invited::equals)
                  .orElseThrow(People::noInvitation);
          PersonStore.setPassword(tx, tenant, user, hash);
          name.ifPresent(text -> PersonStore.rename(tx, tenant, user, text));
          var person = PersonStore.find(tx, tenant, user).orElseThrow(People::noInvitation);
          return new Account(person, Optional.of(hash));
        });
  }

  /// Looked at before the costly hash is made, so that guessing costs us little.
  private UserId invited(TenantId tenant, String token) {
    var hash = Invitation.hash(token);
    return database
        .in(tenant, tx -> InvitationStore.find(tx, tenant, hash, clock.instant()))
        .orElseThrow(People::noInvitation);
  }

  /// Notes something else about a person, as an administrator, in place of what was noted.
  public Person describe(Actor actor, UserId id, Metadata metadata) {
    var tenant = actor.tenant();
    var person = find(tenant, id).orElseThrow(People::unknown);
    requireAdmin(actor, person.role());
    return database.in(
        tenant,
        tx -> {
          PersonStore.describe(tx, tenant, id, metadata);
          var described = PersonStore.find(tx, tenant, id).orElseThrow(People::unknown);
          if (described.active()) arrived.arrived(tx, tenant, List.of(id));
          return described;
        });
  }

  /// Deactivates someone, as an administrator: they can no longer sign in, and every session of
  /// theirs ends. Done twice, it changes nothing more.
  public void deactivate(Actor actor, UserId id) {
    var person = find(actor.tenant(), id).orElseThrow(People::unknown);
    requireAdmin(actor, person.role());
    if (id.equals(actor.user())) {
      throw new Problem.Unprocessable("userId", "Nobody deactivates themselves").refused();
    }
    database.in(
        actor.tenant(),
        tx -> {
          if (PersonStore.deactivate(tx, actor.tenant(), id, clock.instant())) {
            InvitationStore.delete(tx, actor.tenant(), id);
            ended.ended(tx, actor, id);
          }
          return true;
        });
  }

  public Routes routes() {
    return new PersonRoutes(this);
  }

  /// Only administrators manage people, and only owners those who are owners.
  private static void requireAdmin(Actor actor, Role role) {
    if (!actor.role().administers() || (role == Role.OWNER && actor.role() != Role.OWNER)) {
      throw new Problem.Forbidden("Only administrators manage people").refused();
    }
  }

  static Refused unknown() {
    return new Problem.NotFound("user").refused();
  }

  private static Refused taken() {
    return new Problem.Conflict("This address is taken").refused();
  }

  private static Refused noInvitation() {
    return new Problem.Unauthenticated("This invitation is not valid any more").refused();
  }
}

package dev.parley.features.identity;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What operators do for the people of a tenant, answering to nobody in it. People are named by
/// their address; whoever is not there is refused with `not_found`. A tenant keeps an active owner.
/// Whatever takes a right away ends the sessions under which it could be used.
public final class PeopleDesk {
  /// Most people of one page.
  public static final int PAGE_MAX = 500;

  private final Database database;
  private final PersonEnded signedOut;
  private final PersonEnded ended;
  private final PersonArrived arrived;
  private final InstantSource clock;

  /// @param signedOut ends all sessions of a person who stays
  /// @param ended hears of a person who was deactivated, as in [People]
  /// @param arrived hears of a person who is reactivated, as in [People]
  public PeopleDesk(
      Database database,
      PersonEnded signedOut,
      PersonEnded ended,
      PersonArrived arrived,
      InstantSource clock) {
    this.database = database;
    this.signedOut = signedOut;
    this.ended = ended;
    this.arrived = arrived;
    this.clock = clock;
  }

  /// Someone in a list.
  ///
  /// @param signsIn whether there is a password; without one an invitation is open or has run out
  public record Entry(Person person, boolean signsIn) {}

  /// Everyone, active or not, by address.
  ///
  /// @param after the address of the last one of the page before, or empty
  public List<Entry> list(TenantId tenant, String after) {
    return database.in(
        tenant,
        tx -> {
          var rows = PersonDeskStore.list(tx, tenant, after, PAGE_MAX);
          var ids = rows.stream().map(PersonDeskStore.Row::id).toList();
          var named = PersonStore.named(tx, tenant, ids);
          return rows.stream()
              .flatMap(row ->
                  Optional.ofNullable(named.get(row.id())).stream()
                      .map(person -> new Entry(person, row.signsIn())))
              .toList();
        });
  }

  /// A fresh invitation for someone who has no password yet; the one before is void. Refuses with
  /// `conflict` who has one.
  public Invitation invite(TenantId tenant, String email) {
    return database.in(
        tenant,
        tx -> {
          var account = account(tx, tenant, email);
          requireActive(account.person());
          if (account.passwordHash().isPresent()) {
            throw new Problem.Conflict("They have a password; reset it instead").refused();
          }
          return invitation(tx, tenant, account.person().id());
        });
  }

  /// Takes the password away, ends every session, and gives an invitation to choose a new one.
  public Invitation resetPassword(TenantId tenant, String email) {
    return database.in(
        tenant,
        tx -> {
          var person = account(tx, tenant, email).person();
          requireActive(person);
          PersonDeskStore.forgetPassword(tx, tenant, person.id());
          signedOut.ended(tx, self(tenant, person), person.id());
          return invitation(tx, tenant, person.id());
        });
  }

  /// Gives a role. Tokens name the role that they were made under, so every session ends.
  public Person role(TenantId tenant, String email, Role role) {
    return database.in(
        tenant,
        tx -> {
          PersonStore.oneAtATime(tx, tenant);
          var person = account(tx, tenant, email).person();
          if (person.role() == role) return person;
          requireAnotherOwner(tx, tenant, person);
          PersonDeskStore.setRole(tx, tenant, person.id(), role);
          signedOut.ended(tx, self(tenant, person), person.id());
          return found(tx, tenant, person.id());
        });
  }

  /// As [People#deactivate].
  public Person deactivate(TenantId tenant, String email) {
    return database.in(
        tenant,
        tx -> {
          PersonStore.oneAtATime(tx, tenant);
          var person = account(tx, tenant, email).person();
          if (!person.active()) return person;
          requireAnotherOwner(tx, tenant, person);
          PersonStore.deactivate(tx, tenant, person.id(), clock.instant());
          InvitationStore.delete(tx, tenant, person.id());
          ended.ended(tx, self(tenant, person), person.id());
          return found(tx, tenant, person.id());
        });
  }

  /// Lets someone in again, with the password and the role that they had.
  public Entry reactivate(TenantId tenant, String email) {
    return database.in(
        tenant,
        tx -> {
          var account = account(tx, tenant, email);
          var id = account.person().id();
          if (PersonDeskStore.reactivate(tx, tenant, id)) arrived.arrived(tx, tenant, List.of(id));
          var person = found(tx, tenant, account.person().id());
          return new Entry(person, account.passwordHash().isPresent());
        });
  }

  private Invitation invitation(Transaction tx, TenantId tenant, UserId user) {
    var invitation = Invitation.of(user);
    InvitationStore.delete(tx, tenant, user);
    var expires = clock.instant().plus(People.INVITATION_LIFE);
    InvitationStore.insert(tx, tenant, List.of(invitation), expires);
    return invitation;
  }

  private static Account account(Transaction tx, TenantId tenant, String email) {
    return PersonStore.byEmail(tx, tenant, email.strip()).orElseThrow(People::unknown);
  }

  private static Person found(Transaction tx, TenantId tenant, UserId id) {
    return PersonStore.find(tx, tenant, id).orElseThrow(People::unknown);
  }

  private static void requireActive(Person person) {
    if (!person.active()) {
      throw new Problem.Conflict("They are deactivated; reactivate them first").refused();
    }
  }

  private static void requireAnotherOwner(Transaction tx, TenantId tenant, Person person) {
    if (person.role() != Role.OWNER || !person.active()) return;
    if (PersonDeskStore.owners(tx, tenant) > 1) return;
    throw new Problem.Conflict("They are the tenant's only owner; make another one first")
        .refused();
  }

  /// Events name whom they concern, since nobody in the tenant did it.
  private static Actor self(TenantId tenant, Person person) {
    return new Actor(tenant, person.id(), SessionId.next(), person.role());
  }
}

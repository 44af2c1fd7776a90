package dev.parley.features.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.tenants.Tenants;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.testkit.ManualClock;
import dev.parley.testkit.TestPostgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeopleDeskTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-27T12:00:00Z"));
  private final List<UserId> signedOut = new ArrayList<>();
  private final List<UserId> ended = new ArrayList<>();
  private final List<UserId> arrived = new ArrayList<>();

  @Test
  void whateverTakesARightAwayEndsSessions() {
    try (var postgres = TestPostgres.create()) {
      var database = postgres.database();
      var tenant = new Tenants(database).create("desk", "Desk").id();
      var people = new People(database, password -> password, (_, _, _) -> {}, clock);
      var desk =
          new PeopleDesk(
              database,
              (_, _, user) -> signedOut.add(user),
              (_, _, user) -> ended.add(user),
              (_, _, those) -> arrived.addAll(those),
              clock);
      var eve = add(people, tenant, Role.MEMBER);

      desk.role(tenant, "eve@example.org", Role.ADMIN);
      desk.role(tenant, "eve@example.org", Role.ADMIN);
      assertThat(signedOut).containsExactly(eve);
      desk.resetPassword(tenant, "EVE@example.org");
      assertThat(signedOut).containsExactly(eve, eve);
      desk.deactivate(tenant, "eve@example.org");
      desk.deactivate(tenant, "eve@example.org");
      assertThat(ended).containsExactly(eve);
      assertThat(desk.reactivate(tenant, "eve@example.org").signsIn()).isFalse();
      desk.reactivate(tenant, "eve@example.org");
      assertThat(arrived).containsExactly(eve);
      desk.invite(tenant, "eve@example.org");
      assertThat(signedOut).hasSize(2);
      assertThat(ended).hasSize(1);
    }
  }

  @Test
  void pagesFollowEachOtherWhateverTheCaseOfAddresses() {
    try (var postgres = TestPostgres.create()) {
      var database = postgres.database();
      var tenant = new Tenants(database).create("pages", "Pages").id();
      var people = new People(database, password -> password, (_, _, _) -> {}, clock);
      var desk =
          new PeopleDesk(database, (_, _, _) -> {}, (_, _, _) -> {}, PersonArrived.UNHEARD, clock);
      var emails =
          IntStream.rangeClosed(0, PeopleDesk.PAGE_MAX).mapToObj("P%04d@X.example"::formatted);
      for (var some : emails.gather(Gatherers.windowFixed(People.BULK_MAX)).toList()) {
        var newcomers = some.stream().map(email -> new NewPerson(email, "P", Role.MEMBER)).toList();
        people.createAll(tenant, newcomers, Optional.of("whiteboard"));
      }

      var first = desk.list(tenant, "");
      assertThat(first).hasSize(PeopleDesk.PAGE_MAX);
      var last = first.getLast().person().email();
      assertThat(last).isEqualTo("P%04d@X.example".formatted(PeopleDesk.PAGE_MAX - 1));
      assertThat(desk.list(tenant, last))
          .extracting(entry -> entry.person().email())
          .containsExactly("P%04d@X.example".formatted(PeopleDesk.PAGE_MAX));
    }
  }

  private static UserId add(People people, TenantId tenant, Role role) {
    var eve = new NewPerson("eve@example.org", "Eve", role);
    return people.create(tenant, eve, Optional.of("whiteboard")).people().getFirst().id();
  }
}

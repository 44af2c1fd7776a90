package dev.parley.features.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Refused;
import dev.parley.testkit.TestPostgres;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TenantsTest {
  private static TestPostgres postgres;
  private static Tenants tenants;

  @BeforeAll
  static void open() {
    postgres = TestPostgres.create();
    tenants = new Tenants(postgres.database());
  }

  @AfterAll
  static void close() {
    postgres.close();
  }

  @Test
  void aTenantIsFoundByItsShortName() {
    var acme = tenants.create("acme", "Acme Ltd.");

    assertThat(tenants.bySlug("acme")).contains(acme);
    assertThat(tenants.find(acme.id())).contains(acme);
    assertThat(tenants.bySlug("no such")).isEmpty();
  }

  @Test
  void aShortNameIsGivenOnceAndWellFormed() {
    tenants.create("twice", "First");

    assertThat(code(() -> tenants.create("twice", "Second"))).isEqualTo("conflict");
    assertThat(code(() -> tenants.create("Not a slug", "X"))).isEqualTo("unprocessable");
  }

  @Test
  void anAdministratorChangesTheirOwnTenantAlone() {
    var one = tenants.create("one", "One");
    var other = tenants.create("other", "Other");
    var nobody = Optional.of(PresenceVisibility.NOBODY);

    tenants.update(actor(one.id(), Role.ADMIN), Optional.of("Uno"), nobody);

    assertThat(tenants.find(one.id()).orElseThrow().name()).isEqualTo("Uno");
    assertThat(tenants.settings(one.id()).presenceVisibility())
        .isEqualTo(PresenceVisibility.NOBODY);
    assertThat(tenants.find(other.id())).contains(other);
    var member = actor(one.id(), Role.MEMBER);
    assertThat(code(() -> tenants.update(member, Optional.of("Mine"), nobody)))
        .isEqualTo("forbidden");
  }

  private static Actor actor(TenantId tenant, Role role) {
    return new Actor(tenant, UserId.next(), SessionId.next(), role);
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(Refused.class, call).problem().code();
  }
}

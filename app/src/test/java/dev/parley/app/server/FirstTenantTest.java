package dev.parley.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.identity.People;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.config.Config;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.secrets.Secret;
import dev.parley.testkit.TestPostgres;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class FirstTenantTest {
  private static Config.Bootstrap by(String email) {
    return new Config.Bootstrap("acme", email, Secret.of("whiteboard"));
  }

  @Test
  void anotherAddressAddsNoSecondOwner() {
    try (var postgres = TestPostgres.create()) {
      var tenants = new Tenants(postgres.database());
      var people =
          new People(
              postgres.database(),
              password -> "hash of " + password,
              (_, _, _) -> {},
              InstantSource.system());
      var first = new FirstTenant(tenants, people);
      first.ensure(by("ada@acme.example"));
      first.ensure(by("ada@acme.example"));
      first.ensure(by("eve@acme.example"));
      var acme = tenants.bySlug("acme").orElseThrow().id();
      assertThat(people.byEmail(acme, "ada@acme.example").orElseThrow().person().role())
          .isEqualTo(Role.OWNER);
      assertThat(people.byEmail(acme, "eve@acme.example")).isEmpty();
    }
  }
}

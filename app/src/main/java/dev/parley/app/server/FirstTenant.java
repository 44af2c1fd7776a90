package dev.parley.app.server;

import dev.parley.features.identity.NewPerson;
import dev.parley.features.identity.People;
import dev.parley.features.tenants.Tenant;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.config.Config;
import dev.parley.platform.kernel.Role;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tenant and the person that a new database begins with. Made once: where they are there
/// already, nothing changes, not even the password.
record FirstTenant(Tenants tenants, People people) {
  private static final Logger LOG = LoggerFactory.getLogger(FirstTenant.class);

  void ensure(Config.Bootstrap wanted) {
    var tenant = tenants.bySlug(wanted.tenant()).orElseGet(() -> make(wanted.tenant()));
    if (people.byEmail(tenant.id(), wanted.email()).isPresent()) return;
    if (people.hasOwner(tenant.id())) {
      LOG.info("The tenant {} has its owner already; bootstrap-email adds nobody", wanted.tenant());
      return;
    }
    try {
      people.create(tenant.id(), newcomer(wanted), Optional.of(wanted.password().reveal()));
      LOG.info("Made the first person of the tenant {}", wanted.tenant());
    } catch (Refused e) {
      if (!(e.problem() instanceof Problem.Conflict)) throw e;
    }
  }

  /// Refuses what is no e-mail address with `unprocessable`.
  static NewPerson newcomer(Config.Bootstrap wanted) {
    return NewPerson.called(Optional.empty(), wanted.email(), Role.OWNER);
  }

  /// Another node may be making it at this moment.
  private Tenant make(String slug) {
    try {
      return tenants.create(slug, slug);
    } catch (Refused e) {
      if (!(e.problem() instanceof Problem.Conflict)) throw e;
      return tenants.bySlug(slug).orElseThrow(() -> e);
    }
  }
}

package dev.parley.gateway;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;

/// Whose connections are no longer welcome.
sealed interface Revocation {
  record OfSession(SessionId session) implements Revocation {}

  record OfUser(TenantId tenant, UserId user) implements Revocation {}

  record OfTenant(TenantId tenant) implements Revocation {}

  default boolean concerns(Actor actor) {
    return switch (this) {
      case OfSession(var session) -> session.equals(actor.session());
      case OfUser(var tenant, var user) ->
          tenant.equals(actor.tenant()) && user.equals(actor.user());
      case OfTenant(var tenant) -> tenant.equals(actor.tenant());
    };
  }
}

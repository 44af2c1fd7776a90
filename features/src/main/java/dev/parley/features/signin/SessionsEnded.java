package dev.parley.features.signin;

import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;

/// Hears that a session has ended, so that its connections are closed.
@FunctionalInterface
public interface SessionsEnded {

  /// Called once or more for a session; must not block for long.
  void ended(TenantId tenant, SessionId session);
}

package dev.parley.platform.secrets;

import java.util.Optional;

/// The keys of access tokens. Safe for any thread; may block for a moment.
public interface KeyRing {

  /// The one to sign with now.
  SigningKey signing();

  /// The one of exactly this name, if it is still good.
  Optional<VerifyingKey> verifying(String id);
}

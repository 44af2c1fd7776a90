package dev.parley.features.signin;

import java.util.Optional;

/// Compares a password with the hash that is kept of it.
@FunctionalInterface
public interface PasswordCheck {

  /// Takes as long for an absent hash, or a wrong password, as for a right one.
  boolean matches(Optional<String> hash, String password);
}

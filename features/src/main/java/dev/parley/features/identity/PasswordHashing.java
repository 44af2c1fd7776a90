package dev.parley.features.identity;

/// Makes the hash that is kept of a password.
@FunctionalInterface
public interface PasswordHashing {

  /// In PHC form. Refuses with `unprocessable` what is too short, too long or too common.
  String hash(String password);
}

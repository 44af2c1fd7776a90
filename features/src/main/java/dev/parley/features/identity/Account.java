package dev.parley.features.identity;

import java.util.Optional;

/// A person together with what proves a password; stays inside the server.
///
/// @param passwordHash in PHC form; empty for someone who has not taken up the invitation yet
public record Account(Person person, Optional<String> passwordHash) {
  @Override
  public String toString() {
    return "Account[" + person.id() + "]";
  }
}

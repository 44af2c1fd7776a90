package dev.parley.features.signin;

import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import java.util.Optional;

/// A session that was revoked; as text it travels between nodes.
public record Ended(TenantId tenant, SessionId session) {
  /// The kind of control message that carries it.
  public static final String KIND = "session.revoked";

  String text() {
    return tenant + " " + session;
  }

  /// Reads the text form; anything else is empty.
  static Optional<Ended> read(String text) {
    int space = text.indexOf(' ');
    if (space < 0) return Optional.empty();
    try {
      return Optional.of(
          new Ended(
              TenantId.of(text.substring(0, space)), SessionId.of(text.substring(space + 1))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

package dev.parley.e2e.authorisation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Who calls. The people of the first four kinds are members of the conversation in question, so
/// that nothing but their credentials can be what refuses them.
enum Principal {
  ANONYMOUS(false),
  GARBAGE(false),
  EXPIRED(false),
  REVOKED(false),
  DEACTIVATED(false),
  /// Of the tenant, and not in the conversation.
  STRANGER(true),
  /// Administers the other tenant, and owns a conversation there.
  FOREIGN_ADMIN(true),
  /// Was in the conversation.
  REMOVED(true),
  MEMBER(true),
  /// Owns the conversation.
  OWNER(true),
  /// Administers the tenant, and is not in the conversation.
  TENANT_ADMIN(true),
  /// Administers the tenant, and is in the conversation as a member.
  ADMIN_MEMBER(true);

  private final boolean alive;

  Principal(boolean alive) {
    this.alive = alive;
  }

  /// Whether the credentials are good.
  boolean isAlive() {
    return alive;
  }

  static List<Principal> living() {
    return Arrays.stream(values()).filter(Principal::isAlive).toList();
  }

  /// The name of its column.
  String column() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

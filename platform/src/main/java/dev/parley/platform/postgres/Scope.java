package dev.parley.platform.postgres;

import dev.parley.platform.kernel.TenantId;

/// Whose rows a transaction may touch: decides its role and its pool.
sealed interface Scope {
  record Tenant(TenantId id) implements Scope {}

  /// As a tenant's, to read only, at one moment.
  record Snapshot(TenantId id) implements Scope {}

  record Everything() implements Scope {}

  record Append() implements Scope {}

  default String role() {
    return switch (this) {
      case Tenant _, Snapshot _ -> "parley_app";
      case Everything _ -> "parley_system";
      case Append _ -> "parley_append";
    };
  }

  /// What row-level security compares with; empty shows nothing.
  default String tenant() {
    return switch (this) {
      case Tenant(var id) -> id.toString();
      case Snapshot(var id) -> id.toString();
      case Everything _, Append _ -> "";
    };
  }

  /// Whether work of that scope may join a transaction of this one.
  default boolean admits(Scope joining) {
    return equals(joining) || (this instanceof Snapshot(var id) && joining.equals(new Tenant(id)));
  }

  /// The name in metrics.
  default String label() {
    return switch (this) {
      case Tenant _, Snapshot _ -> "tenant";
      case Everything _ -> "system";
      case Append _ -> "append";
    };
  }
}

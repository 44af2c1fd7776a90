package dev.parley.platform.postgres;

import dev.parley.platform.kernel.TenantId;

/// Whose rows a transaction may touch: decides its role and its pool.
sealed interface Scope {
  record Tenant(TenantId id) implements Scope {}

  record Everything() implements Scope {}

  record Append() implements Scope {}

  default String role() {
    return switch (this) {
      case Tenant _ -> "parley_app";
      case Everything _ -> "parley_system";
      case Append _ -> "parley_append";
    };
  }

  /// What row-level security compares with; empty shows nothing.
  default String tenant() {
    return this instanceof Tenant(var id) ? id.toString() : "";
  }

  /// The name in metrics.
  default String label() {
    return switch (this) {
      case Tenant _ -> "tenant";
      case Everything _ -> "system";
      case Append _ -> "append";
    };
  }
}

package dev.parley.features.tenants;

import dev.parley.platform.kernel.TenantId;

/// One tenant.
///
/// @param slug its short name, unique in the installation: what people type to sign in
public record Tenant(TenantId id, String slug, String name, Settings settings) {
  /// Who sees whether a person is there.
  ///
  /// @param presenceVisibility of everybody in the tenant
  public record Settings(PresenceVisibility presenceVisibility) {}
}

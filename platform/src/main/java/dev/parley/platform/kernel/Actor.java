package dev.parley.platform.kernel;

/// Who acts: a person of one tenant, in one session. The tenant comes from the verified token and
/// from nowhere else.
public record Actor(TenantId tenant, UserId user, SessionId session, Role role) {}

package dev.parley.gateway;

import dev.parley.protocol.Limits;
import java.time.Duration;

/// How long and how much, as far as an operator or a test may choose.
///
/// @param heartbeat the server pings after so long a silence
/// @param heartbeatTimeout a connection is closed after so long a silence
/// @param tokenExpiringBefore the client is told so long before its token expires
/// @param tokenGrace a connection outlives its token by this
/// @param tenantConnectionsMax open connections of one tenant on this node
public record GatewayLimits(
    Duration heartbeat,
    Duration heartbeatTimeout,
    Duration tokenExpiringBefore,
    Duration tokenGrace,
    int tenantConnectionsMax) {
  private static final Duration TOKEN_GRACE = Duration.ofSeconds(30);
  private static final int TENANT_CONNECTIONS_MAX = 50_000;

  public static GatewayLimits defaults() {
    return new GatewayLimits(
        Limits.HEARTBEAT,
        Limits.HEARTBEAT_TIMEOUT,
        Limits.TOKEN_EXPIRING_BEFORE,
        TOKEN_GRACE,
        TENANT_CONNECTIONS_MAX);
  }
}

package dev.parley.gateway;

import dev.parley.platform.bus.Bus;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.kernel.Authenticator;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import java.time.InstantSource;

/// What the gateway needs from the rest of the server. The event loops are those that its
/// connections live on; whoever made them ends them.
public record GatewayPorts(
    EventLoopGroup loops,
    Authenticator authenticator,
    EventLog log,
    Bus bus,
    MeterRegistry meters,
    InstantSource clock) {}

package dev.parley.gateway;

import dev.parley.gateway.clockwork.Clockwork;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.kernel.Authenticator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/// What the gateway needs from the rest of the server.
public record GatewayPorts(
    Clockwork clockwork,
    Authenticator authenticator,
    EventLog log,
    Bus bus,
    MeterRegistry meters,
    InstantSource clock) {}

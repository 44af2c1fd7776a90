package dev.parley.platform.events;

import dev.parley.platform.kernel.TenantId;
import dev.parley.protocol.Topic;

/// A topic in its tenant: what events are kept and published under.
public record TopicKey(TenantId tenant, Topic topic) {}

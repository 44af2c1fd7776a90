package dev.parley.features.rollout;

import dev.parley.gateway.ConnectionId;
import dev.parley.gateway.ConnectionListener;
import dev.parley.gateway.Gateway;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.protocol.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Holds the gateway to the switch `realtime`: for whom it is off there is no upgrade, and open
/// connections are let go, each at its own moment within [#LEAVING].
public final class Realtime implements ConnectionListener {
  static final Duration LEAVING = Duration.ofSeconds(2);

  private final Features features;
  private final Gateway gateway;

  private Realtime(Features features, Gateway gateway) {
    this.features = features;
    this.gateway = gateway;
  }

  /// Before the gateway is started.
  public static void watch(Features features, Gateway gateway) {
    var realtime = new Realtime(features, gateway);
    gateway.admit(realtime::refusal);
    gateway.listen(realtime);
    features.listen(realtime::changed);
  }

  private Optional<Problem> refusal(Actor actor) {
    return features.on(actor, Feature.REALTIME)
        ? Optional.empty()
        : Optional.of(new Problem.RealtimeOff());
  }

  private void changed(Optional<TenantId> which) {
    var here = gateway.tenants();
    for (var tenant : which.map(Set::of).orElse(here)) if (here.contains(tenant)) review(tenant);
  }

  private void review(TenantId tenant) {
    gateway.release(tenant, features.who(tenant, Feature.REALTIME), LEAVING);
  }

  /// The switch may have been thrown between the question and the connection.
  @Override
  public void opened(Actor actor, ConnectionId connection) {
    if (refusal(actor).isPresent()) review(actor.tenant());
  }

  @Override
  public void closed(Actor actor, ConnectionId connection) {}
}

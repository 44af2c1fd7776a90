package dev.parley.app.server;

import dev.parley.features.viewing.LocalViewing;
import dev.parley.features.viewing.RedisViewing;
import dev.parley.features.viewing.ViewingCommands;
import dev.parley.features.viewing.ViewingStore;
import dev.parley.features.viewing.Viewings;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.TopicAccess;
import dev.parley.platform.config.Config;

/// The feature that says who looks on, whatever there is to look at.
record Viewing(Viewings viewings) {

  static Viewing wire(Base base, TopicAccess access, Config config) {
    var goneAfter = config.limits().viewing();
    ViewingStore store =
        base.redis()
            .<ViewingStore>map(redis -> new RedisViewing(redis, goneAfter))
            .orElseGet(() -> new LocalViewing(goneAfter, base.clock()));
    return new Viewing(new Viewings(access, store, goneAfter, base.bus(), base.clock()));
  }

  /// Before the gateway is started.
  void speakThrough(Gateway gateway) {
    new ViewingCommands(viewings).handlers().forEach(gateway::command);
    gateway.listen(viewings.listener());
  }
}

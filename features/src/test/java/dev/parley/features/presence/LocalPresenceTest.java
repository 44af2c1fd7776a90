package dev.parley.features.presence;

import java.time.Duration;

class LocalPresenceTest extends PresenceContract {

  @Override
  PresenceStore store(Duration goneAfter) {
    return new LocalPresence(goneAfter, System::nanoTime);
  }
}

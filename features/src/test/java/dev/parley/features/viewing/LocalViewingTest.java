package dev.parley.features.viewing;

import java.time.Duration;
import java.time.InstantSource;

class LocalViewingTest extends ViewingContract {

  @Override
  ViewingStore store(Duration goneAfter) {
    return new LocalViewing(goneAfter, InstantSource.system());
  }
}

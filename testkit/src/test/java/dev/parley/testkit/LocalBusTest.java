package dev.parley.testkit;

import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.LocalBus;

class LocalBusTest extends BusContract {
  private static final LocalBus BUS = new LocalBus();

  @Override
  protected Bus node() {
    return BUS;
  }

  @Override
  protected Bus otherNode() {
    return BUS;
  }
}

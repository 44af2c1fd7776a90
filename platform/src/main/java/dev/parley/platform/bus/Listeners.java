package dev.parley.platform.bus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Those who hear a bus; a failure of one harms neither the others nor the publisher.
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<Bus.Listener> listeners = new CopyOnWriteArrayList<>();

  void add(Bus.Listener listener) {
    listeners.add(listener);
  }

  void message(BusMessage message) {
    each(listener -> listener.message(message));
  }

  void interrupted() {
    each(Bus.Listener::interrupted);
  }

  private void each(Consumer<Bus.Listener> call) {
    for (var listener : listeners) {
      try {
        call.accept(listener);
      } catch (RuntimeException e) {
        LOG.error("A listener of the bus failed", e);
      }
    }
  }
}

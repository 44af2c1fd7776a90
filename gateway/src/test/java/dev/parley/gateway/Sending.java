package dev.parley.gateway;

import dev.parley.gateway.sending.Departures;

/// How a node sends.
enum Sending {
  TOGETHER,
  SINGLY;

  Departures open() {
    return switch (this) {
      case TOGETHER -> Departures.together();
      case SINGLY -> Departures.singly();
    };
  }
}

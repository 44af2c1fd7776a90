package dev.parley.crdt.store;

import java.util.ArrayList;
import java.util.List;

/// An update, read and found valid, before anything of it is integrated.
final class Incoming {
  final List<Blocks> clients;
  final Ranges deletes = new Ranges();

  Incoming(List<Blocks> clients) {
    this.clients = clients;
  }

  /// The structs of one client, by clock.
  static final class Blocks {
    final int client;
    final List<Struct> structs = new ArrayList<>(1);
    int next;

    Blocks(int client) {
      this.client = client;
    }

    boolean hasNext() {
      return next < structs.size();
    }

    Struct take() {
      return structs.get(next++);
    }
  }
}

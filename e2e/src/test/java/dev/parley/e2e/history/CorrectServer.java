package dev.parley.e2e.history;

import dev.parley.e2e.history.Recorder.Scribe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A server in memory that keeps every promise, and clients that come and go, all by one seed.
final class CorrectServer {
  private static final String ROOM = "room";
  private static final int CLIENTS = 5;

  private final Random random;
  private final Recorder recorder = new Recorder();
  private final List<String> log = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private int values;

  CorrectServer(Random random) {
    this.random = random;
    for (int i = 0; i < CLIENTS; i++) clients.add(new Client(recorder.scribe("client-" + i)));
  }

  private static final class Client {
    final Scribe scribe;
    int seen;

    Client(Scribe scribe) {
      this.scribe = scribe;
    }
  }

  List<Operation> history(int turns) {
    for (int i = 0; i < turns; i++) turn(clients.get(random.nextInt(CLIENTS)));
    clients.forEach(this::readAll);
    readAll(new Client(recorder.scribe(Recorder.FINAL)));
    return recorder.operations();
  }

  private void turn(Client client) {
    switch (random.nextInt(4)) {
      case 0 -> send(client);
      case 1 -> client.scribe.resumed(ROOM, true, client.seen);
      case 2 -> {
        if (client.seen < log.size()) see(client);
      }
      default -> readAll(client);
    }
  }

  private void send(Client client) {
    var value = "v" + ++values;
    client.scribe.sending(ROOM, value);
    int fate = random.nextInt(10);
    if (fate > 0) log.add(value);
    if (fate > 1) client.scribe.sent(ROOM, value, log.size());
    else if (fate == 1) client.scribe.unanswered(ROOM, value);
    else client.scribe.refused(ROOM, value);
  }

  private void readAll(Client client) {
    while (client.seen < log.size()) see(client);
  }

  private void see(Client client) {
    client.scribe.saw(ROOM, client.seen + 1, log.get(client.seen), client.seen + 1);
    client.seen++;
  }
}

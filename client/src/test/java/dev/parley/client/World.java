package dev.parley.client;

import dev.parley.client.store.MemoryStore;
import dev.parley.client.store.Store;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/// A client on a manual loop, with a scripted server at the other end.
final class World {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  final ManualLoop loop = new ManualLoop();
  final ScriptedServer server = new ScriptedServer();
  final List<Event> events = new ArrayList<>();
  final List<Parley.State> states = new ArrayList<>();
  final Parley parley;

  World() {
    this(NOWHERE, new MemoryStore());
  }

  World(URI rest) {
    this(rest, new MemoryStore());
  }

  World(Store store) {
    this(NOWHERE, store);
  }

  private World(URI uri, Store kept) {
    var store = kept.forgiving();
    var session =
        new Tokens.SignedIn(
            "first",
            Instant.now().plus(Duration.ofHours(1)),
            "refresh",
            UUID.randomUUID(),
            null,
            new User(
                ScriptedServer.USER,
                Optional.of("ada@example.org"),
                "Ada",
                "member",
                Instant.now(),
                Optional.empty()));
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var parts = new Parley.Parts(server, loop, new Backoff(new SplittableRandom(7)), store);
    var rest = new Rest(http, uri);
    var tokens =
        new Tokens(
            new Tokens.Kept("acme", session),
            InstantSource.system(),
            old -> {
              var body = Map.of("refreshToken", old.refreshToken());
              var answer = rest.ask(new Rest.Ask("POST", "/auth/refresh", body));
              return Frames.JSON.treeToValue(answer, Tokens.SignedIn.class);
            },
            store);
    parley = new Parley(rest, tokens, session.user(), parts);
    parley.onState(states::add);
  }

  World connected() {
    parley.connect();
    return this;
  }

  Parley.Subscription hear(long from) {
    return parley.subscribe(ScriptedServer.TOPIC, new Position(server.epoch, from), events::add);
  }

  /// The offsets that the application was told, in order; 0 stands for a reload.
  List<Long> told() {
    return events.stream()
        .map(event -> event instanceof Event.Told told ? told.origin().offset().orElse(-1L) : 0L)
        .toList();
  }
}

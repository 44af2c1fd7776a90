package dev.parley.e2e.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Api;
import dev.parley.e2e.Cluster;
import dev.parley.e2e.Node;
import dev.parley.e2e.Socket;
import dev.parley.e2e.World;
import dev.parley.e2e.World.Person;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everyone who takes part: a person for every principal, in two tenants, and people enough who
/// have things done to them.
final class Cast implements AutoCloseable {
  private static final Duration DEATH_MAX = Duration.ofSeconds(15);
  private static final int EXTRAS = 1_000;

  /// Workspaces that stand at a time, half of them in each tenant: a person is in so many at most.
  private static final int WORKSPACES = 100;

  private final Node node;
  private final World home;
  private final World abroad;
  private final Map<Principal, Person> people = new EnumMap<>(Principal.class);
  private final Map<Principal, Socket> sockets = new EnumMap<>(Principal.class);
  private final Deque<String> extras;
  private final Deque<Owned> owned = new ArrayDeque<>();
  private final String foreigner;
  private final Person victim;

  /// @param brief a node of the same cluster whose access tokens live for a moment only
  Cast(Cluster cluster, Node brief) {
    node = cluster.node(0);
    home = World.create(cluster);
    abroad = World.create(cluster);
    people.put(Principal.TENANT_ADMIN, home.admin());
    people.put(Principal.FOREIGN_ADMIN, abroad.admin());
    people.put(Principal.ADMIN_MEMBER, home.person("adminmember", "admin"));
    for (var principal : List.of(Principal.STRANGER, Principal.REMOVED, Principal.MEMBER)) {
      people.put(principal, home.person(principal.column()));
    }
    people.put(Principal.OWNER, home.person("owner"));
    people.put(Principal.EXPIRED, home.signInAt(brief, home.person("expired").email()));
    people.put(Principal.REVOKED, home.person("revoked"));
    people.put(Principal.DEACTIVATED, home.person("deactivated"));
    victim = home.person("victim");
    // Presence is seen by those who share a conversation.
    home.group(
        "With the victim",
        person(Principal.OWNER),
        victim,
        person(Principal.MEMBER),
        person(Principal.ADMIN_MEMBER));
    extras = new ArrayDeque<>(home.crowd(EXTRAS));
    foreigner = abroad.crowd(1).getFirst();
  }

  /// Ends the credentials of those whose credentials are to be dead, and sees that they are.
  void bury() {
    person(Principal.REVOKED).api().post("/auth/logout", null).expect(204);
    var deactivated = person(Principal.DEACTIVATED).id();
    home.admin().api().delete("/users/" + deactivated).expect(204);
    for (var principal : List.of(Principal.EXPIRED, Principal.REVOKED, Principal.DEACTIVATED)) {
      Await.until(
          principal + " is dead", DEATH_MAX, () -> api(principal).get("/users/me").status() == 401);
    }
  }

  Person person(Principal principal) {
    return known(principal).orElseThrow();
  }

  /// Empty for those who are nobody.
  Optional<Person> known(Principal principal) {
    return Optional.ofNullable(people.get(principal));
  }

  Node node() {
    return node;
  }

  World home() {
    return home;
  }

  World abroad() {
    return abroad;
  }

  /// The tenant that this principal belongs to.
  World worldOf(Principal principal) {
    return principal == Principal.FOREIGN_ADMIN ? abroad : home;
  }

  /// A member of the home tenant who signed in, and whom nothing has been done to.
  Person victim() {
    return victim;
  }

  /// A person of the home tenant whom nobody has used.
  String extra() {
    return extras.removeFirst();
  }

  /// A person of the other tenant.
  String foreigner() {
    return foreigner;
  }

  Api api(Principal principal) {
    return headers(principal).entrySet().stream()
        .reduce(
            node.api(), (api, header) -> api.with(header.getKey(), header.getValue()), (a, _) -> a);
  }

  /// The credentials that this principal shows.
  Map<String, String> headers(Principal principal) {
    return switch (principal) {
      case ANONYMOUS -> Map.of();
      case GARBAGE -> Map.of("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.");
      default -> Map.of("Authorization", "Bearer " + person(principal).token());
    };
  }

  /// The principal's connection, which stays open.
  Socket socket(Principal principal) {
    return sockets.compute(
        principal,
        (_, open) ->
            open != null && open.closeCode().isEmpty()
                ? open
                : Socket.open(node, person(principal).token()));
  }

  private record Owned(Person owner, String workspace) {}

  /// Somebody has made a workspace; one that was made long before goes, if it is still there.
  void owns(Person owner, String workspace) {
    owned.add(new Owned(owner, workspace));
    if (owned.size() <= WORKSPACES) return;
    var old = owned.removeFirst();
    assertThat(old.owner.api().delete("/workspaces/" + old.workspace).status()).isIn(204, 404);
  }

  @Override
  public void close() {
    sockets.values().forEach(Socket::close);
  }
}

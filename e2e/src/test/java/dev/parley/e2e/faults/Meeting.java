package dev.parley.e2e.faults;

import dev.parley.e2e.Api;
import dev.parley.e2e.World;
import dev.parley.e2e.World.Person;
import java.time.Duration;
import java.util.List;

/// Where the clients of a workload meet: the people, what they talk in, and the ways to the nodes.
///
/// @param members who take part in every conversation
/// @param stranger who takes part in none
record Meeting(
    List<Station> stations, List<Person> members, Person stranger, List<String> conversations) {
  private static final int MEMBERS = 4;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  static Meeting in(FaultyCluster cluster, int conversations) {
    var world = World.create(cluster.cluster());
    var members = world.people(MEMBERS);
    var others = members.subList(1, MEMBERS).toArray(Person[]::new);
    var rooms =
        java.util.stream.IntStream.range(0, conversations)
            .mapToObj(i -> world.group("Room " + i, members.getFirst(), others))
            .toList();
    return new Meeting(cluster.stations(), members, world.person("Stranger"), rooms);
  }

  Person member(int number) {
    return members.get(number % members.size());
  }

  Station station(int number) {
    return stations.get(number % stations.size());
  }

  /// Someone's way by REST to a node, whose process may change.
  Api api(Person person, int station) {
    return person.api().at(station(station).base()).patient(ANSWER_MAX);
  }
}

package dev.parley.e2e.faults.load;

import dev.parley.e2e.Api;
import dev.parley.e2e.World;
import dev.parley.e2e.World.Person;
import dev.parley.e2e.faults.ground.FaultyCluster;
import dev.parley.e2e.faults.ground.Station;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Where the clients of a workload meet: the people, what they talk in, and the ways to the nodes.
///
/// @param members who take part in every conversation
/// @param stranger who takes part in none
/// @param aside conversations in which nothing is said but what registers need
public record Meeting(
    List<Station> stations,
    List<Person> members,
    Person stranger,
    List<String> conversations,
    List<String> aside) {
  private static final int ASIDE = 2;
  private static final int MEMBERS = 4;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  public static Meeting in(FaultyCluster cluster, int conversations) {
    var world = World.create(cluster.cluster());
    var members = world.people(MEMBERS);
    var others = members.subList(1, MEMBERS).toArray(Person[]::new);
    IntFunction<String> room = i -> world.group("Room " + i, members.getFirst(), others);
    return new Meeting(
        cluster.stations(),
        members,
        world.person("Stranger"),
        IntStream.range(0, conversations).mapToObj(room).toList(),
        IntStream.range(0, ASIDE).mapToObj(room).toList());
  }

  public Person member(int number) {
    return members.get(number % members.size());
  }

  public Station station(int number) {
    return stations.get(number % stations.size());
  }

  /// Someone's way by REST to a node, whose process may change.
  public Api api(Person person, int station) {
    return person.api().at(station(station).base()).patient(ANSWER_MAX);
  }
}

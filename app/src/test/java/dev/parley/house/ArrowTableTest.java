package dev.parley.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The table finds what it is there to find.
class ArrowTableTest {
  private static final ArrowTable TABLE =
      ArrowTable.read(
          """
          | from | may use |
          |---|---|
          | `platform` | nothing |
          | `features` | `platform` |
          | `features.tasks` | `features.people`, `features.places` |
          | `features.people`, `features.places` | nothing |

          | driver | at home in |
          |---|---|
          | `io.lettuce` | `platform.bus` |
          | `org.jdbi` | `*Store`, `platform.postgres` |
          """);

  @Test
  void anArrowOfTheTableIsAllowed() {
    assertThat(TABLE.forbidden(List.of(use("features.tasks.Task", "features.people.Person"))))
        .isEmpty();
    assertThat(TABLE.forbidden(List.of(use("features.tasks.Task", "platform.bus.Bus")))).isEmpty();
  }

  @Test
  void anArrowBackIsFound() {
    assertThat(TABLE.forbidden(List.of(use("features.people.Person", "features.tasks.Task"))))
        .containsExactly(
            "features.people -> features.tasks: dev.parley.features.people.Person uses"
                + " dev.parley.features.tasks.Task");
    assertThat(TABLE.forbidden(List.of(use("platform.bus.Bus", "features.tasks.Task")))).hasSize(1);
  }

  @Test
  void anArrowOfAnUnknownPackageIsFound() {
    assertThat(TABLE.forbidden(List.of(use("features.new.Thing", "features.tasks.Task"))))
        .hasSize(1);
    assertThat(TABLE.unknown(Set.of("dev.parley.features.new")))
        .contains("no row for features.new", "no package for the row features.tasks");
  }

  @Test
  void aCycleInTheTableIsFound() {
    assertThat(TABLE.cycle()).isEmpty();
    var circular =
        ArrowTable.read(
            """
            | from | may use |
            |---|---|
            | a | b |
            | b | c |
            | c | a |
            """);
    assertThat(circular.cycle()).containsExactly("a", "b", "c", "a");
  }

  @Test
  void aDriverAwayFromHomeIsFound() {
    var atHome = new Uses.Use("dev.parley.platform.bus.RedisBus", "io.lettuce.core.RedisClient");
    var astray = new Uses.Use("dev.parley.features.tasks.Tasks", "io.lettuce.core.RedisClient");
    assertThat(TABLE.strays(List.of(atHome, astray)))
        .containsExactly("dev.parley.features.tasks.Tasks uses io.lettuce.core.RedisClient");
  }

  @Test
  void sqlOutsideAStoreIsFound() {
    var store = new Uses.Use("dev.parley.features.tasks.TaskStore", "org.jdbi.v3.core.Handle");
    var door = new Uses.Use("dev.parley.features.tasks.Tasks", "org.jdbi.v3.core.Handle");
    assertThat(TABLE.strays(List.of(store, door)))
        .containsExactly("dev.parley.features.tasks.Tasks uses org.jdbi.v3.core.Handle");
  }

  @Test
  void aClassThatNobodyUsesIsFound() {
    var uses =
        new Uses(
            Set.of("dev.parley.a.Door", "dev.parley.a.Store", "dev.parley.b.Leftover"),
            List.of(new Uses.Use("dev.parley.a.Door", "dev.parley.a.Store")));
    assertThat(uses.unused(Set.of())).containsExactly("dev.parley.a.Door", "dev.parley.b.Leftover");
    assertThat(uses.unused(Set.of("dev.parley.a"))).containsExactly("dev.parley.b.Leftover");
  }

  private static Uses.Use use(String from, String to) {
    return new Uses.Use("dev.parley." + from, "dev.parley." + to);
  }
}

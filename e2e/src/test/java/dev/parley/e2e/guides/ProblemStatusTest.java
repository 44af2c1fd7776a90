package dev.parley.e2e.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Schemas;
import dev.parley.e2e.World;
import dev.parley.platform.kernel.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The statuses of the published problems are those that come.
class ProblemStatusTest {
  private final Cluster cluster = Cluster.shared();
  private final World world = World.create(cluster);

  @Test
  void anInvalidRequestIsAnsweredWithEachOfItsPublishedStatusesAndNoOther() {
    var ada = world.person("Ada").api();
    var answers =
        List.of(
            ada.post("/conversations", Map.of("type", "group")),
            ada.delete("/conversations"),
            ada.with("Content-Type", "text/plain").send("POST", "/conversations", "{}"),
            ada.get("/ws"));
    var came = new TreeSet<Integer>();
    for (var answer : answers) {
      assertThat(answer.verdict()).as(answer.text()).isEqualTo("invalid");
      came.add(answer.status());
    }
    assertThat(came).isEqualTo(published("invalid"));
  }

  @Test
  void whatTheDocumentDoesNotOfferIsNotTaken() {
    var ada = world.person("Ada").api();
    for (var type : List.of("team", "livestream")) {
      var asked = Map.of("type", type, "participantIds", List.of());
      assertThat(ada.post("/conversations", asked).expect(400).path("field").asString())
          .isEqualTo("type");
    }
    var group = Map.of("type", "group", "participantIds", List.of(), "name", "Alone");
    var id = ada.post("/conversations", group).expect(201).path("conversation").path("id");
    var messages = "/conversations/" + id.asString() + "/messages";
    var bare = Map.of("content", "Hello", "type", "text", "attachments", List.of());
    ada.post(messages, bare).expect(201);
    var more = Map.of("content", "Hello", "attachments", List.of(Map.of()));
    assertThat(ada.post(messages, more).expect(400).path("field").asString())
        .isEqualTo("attachments");
  }

  private static Set<Integer> published(String code) {
    var statuses = new TreeSet<Integer>();
    for (var problem : Json.tree(Schemas.text("frames.json")).path("problems")) {
      if (!problem.path("code").asString().equals(code)) continue;
      statuses.add(problem.path("status").asInt());
      problem.path("otherStatuses").forEach(status -> statuses.add(status.asInt()));
    }
    return statuses;
  }
}

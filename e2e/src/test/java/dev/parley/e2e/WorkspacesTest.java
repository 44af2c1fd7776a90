package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.World.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Workspaces on two nodes.
class WorkspacesTest {
  private final Cluster cluster = Cluster.shared();
  private final World world = World.create(cluster);
  private final Person ada = world.person("Ada");
  private final Person bob = world.person("Bob");

  @Test
  void whoIsRemovedHearsNothingMoreOfTheWorkspaceAndItsConversations() {
    var workspace = workspace();
    var path = "/workspaces/" + workspace;
    ada.api().post(path + "/members", Map.of("userIds", List.of(bob.id()))).expect(200);
    var group =
        Map.of(
            "type",
            "group",
            "name",
            "Within",
            "participantIds",
            List.of(bob.id()),
            "workspaceId",
            workspace);
    var made = ada.api().post("/conversations", group).expect(201).path("conversation");
    var topics = List.of("workspace:" + workspace, "conversation:" + made.path("id").asString());
    try (var his = Socket.open(cluster.node(1), bob.token())) {
      topics.forEach(his::subscribe);
      ada.api().delete(path + "/members/" + bob.id()).expect(204);
      for (var topic : topics) {
        his.await(frame ->
            Socket.type(frame).equals("subscription.ended")
                && frame.path("topic").asString().equals(topic));
        assertThat(his.call("subscribe", Map.of("topic", topic)).verdict()).isEqualTo("not_found");
      }
    }
  }

  @Test
  void oneJoinsByTheLinkThatAnotherWasGiven() {
    var workspace = workspace();
    var invited = ada.api().post("/workspaces/" + workspace + "/invitations", Map.of());
    var url = invited.expect(201).path("url").asString();
    var code = Map.of("code", url.replaceAll(".*/join#code=", ""));
    var joined = bob.api().at(cluster.node(1)).post("/workspaces/join", code).expect(200);
    assertThat(joined.path("workspace").path("id").asString()).isEqualTo(workspace);
    assertThat(bob.api().get("/workspaces").expect(200).path("workspaces")).hasSize(1);
  }

  private String workspace() {
    var answer = ada.api().post("/workspaces", Map.of("name", "Work")).expect(201);
    return answer.path("workspace").path("id").asString();
  }
}

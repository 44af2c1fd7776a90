package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.World.Person;
import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Everything that is published works once, and answers as it is published; [CatalogueCheck] holds
/// each answer and each frame against its schema.
class OpenApiConformanceTest {
  private final Cluster cluster = Cluster.shared();
  private final World world = World.create(cluster);
  private final Person ada = world.person("Ada");
  private final Person bob = world.person("Bob");

  @Test
  void everyOperationAndEveryFrameDoesWhatItIsPublishedToDo() {
    var conversation = world.group("Conformance", ada, bob);
    try (var hers = Socket.open(cluster.node(0), ada.token());
        var his = Socket.openAsBrowser(cluster.node(1), bob.token())) {
      for (var socket : List.of(hers, his)) socket.subscribe("conversation:" + conversation);
      hers.subscribe(ada.topic());
      his.subscribe(bob.topic());
      his.call("subscribe", Map.of("topic", ada.topic())).expectReply();
      commands(hers, his, conversation);
      talk(conversation);
      people();
      workplace(hers);
      tasks(hers, conversation);
      rollout(hers);
      refusals(hers);
      participants(conversation);
      his.await("participant.removed");
      hers.await("conversation.preferences");
      ada.api().delete("/conversations/" + conversation).expect(204);
      hers.await("conversation.deleted");
      hers.await("subscription.ended");
      his.await("presence.changed");
    }
    accounts();
    farewell();
    var operations = new TreeSet<String>();
    Catalogue.get().operations().forEach(operation -> operations.add(operation.id()));
    assertThat(Catalogue.get().succeeded()).isEqualTo(operations);
    var frames = Catalogue.get().frames();
    assertThat(frames.seen()).isEqualTo(frames.sendable());
  }

  private void commands(Socket hers, Socket his, String conversation) {
    var sent =
        hers.call(
                "message.send",
                Map.of("conversationId", conversation, "clientId", "one", "content", "Hello"))
            .expectReply()
            .path("message");
    var message = Map.of("conversationId", conversation, "messageId", sent.path("id").asString());
    his.await("message.new");
    var edit =
        Map.of(
            "conversationId",
            conversation,
            "messageId",
            sent.path("id").asString(),
            "content",
            "Hello, all");
    hers.call("message.edit", edit).expectReply();
    var place = Map.of("conversationId", conversation, "seq", sent.path("seq").asLong());
    his.call("message.delivered", place).expectReply();
    his.call("message.read", place).expectReply();
    his.call("typing.start", Map.of("conversationId", conversation)).expectReply();
    hers.await("typing.user");
    his.call("typing.stop", Map.of("conversationId", conversation)).expectReply();
    his.call("signal.send", Map.of("topic", "conversation:" + conversation, "name", "cursor"))
        .expectReply();
    hers.await("signal");
    hers.call("presence.update", Map.of("status", "away")).expectReply();
    hers.call("message.delete", message).expectReply();
    hers.call("ping", Map.of()).expectReply();
    var fresh = ada.api().post("/auth/refresh", Map.of("refreshToken", ada.refreshToken()));
    var token = fresh.expect(200).path("token").asString();
    hers.call("token.refresh", Map.of("token", token)).expectReply();
    his.call("unsubscribe", Map.of("topic", "conversation:" + Ids.next())).expectReply();
    for (var type : List.of("message.updated", "message.deleted", "message.delivered")) {
      hers.await(type);
    }
    hers.await("message.read");
  }

  private void talk(String conversation) {
    var path = "/conversations/" + conversation;
    var api = bob.api();
    var body = Map.of("clientId", "rest", "content", "By REST", "metadata", Map.of("mood", "good"));
    var message = api.post(path + "/messages", body).expect(201).path("message");
    assertThat(api.post(path + "/messages", body).expect(200).path("message")).isEqualTo(message);
    var reply = Map.of("content", "Yes", "replyToId", message.path("id").asString());
    var second = api.post(path + "/messages", reply).expect(201).path("message");
    var own = path + "/messages/" + message.path("id").asString();
    api.put(own, Map.of("content", "Edited by REST")).expect(200);
    assertThat(api.get(own).expect(200).path("message").path("editedAt").isNull()).isFalse();
    api.delete(own).expect(200);
    api.get(path + "/messages?limit=2").expect(200);
    var seq = Map.of("seq", second.path("seq").asLong());
    ada.api().put(path + "/delivered", seq).expect(200);
    ada.api().put(path + "/read", seq).expect(200);
    ada.api().put(path, Map.of("name", "Renamed")).expect(200);
    api.get(path).expect(200);
    api.get("/conversations?limit=1").expect(200);
    ada.api().put(path + "/preferences", Map.of("starred", true, "position", "a0")).expect(200);
    assertThat(History.events(api, "conversation:" + conversation)).isNotEmpty();
    var direct = Map.of("type", "direct", "participantIds", List.of(bob.id()));
    var made = ada.api().post("/conversations", direct).expect(201);
    assertThat(id(ada.api().post("/conversations", direct).expect(200))).isEqualTo(id(made));
  }

  private static String id(JsonNode answer) {
    return answer.path("conversation").path("id").asString();
  }

  private void people() {
    var api = ada.api();
    api.get("/users/me").expect(200);
    api.get("/users/" + bob.id()).expect(200);
    assertThat(api.get("/users/search?query=bo").expect(200).path("users")).isNotEmpty();
    api.get("/users/presence?userIds=" + ada.id() + "," + bob.id()).expect(200);
    api.get("/tenant").expect(200);
    api.get("/bootstrap").expect(200);
    var admin = world.admin().api();
    admin.patch("/tenant", Map.of("name", "Conforming")).expect(200);
    var settings = Map.of("settings", Map.of("presenceVisibility", "shared"));
    admin.patch("/tenant", settings).expect(200);
    admin.delete("/users/" + world.crowd(1).getFirst()).expect(204);
  }

  private void participants(String conversation) {
    var path = "/conversations/" + conversation + "/participants";
    var body = Map.of("userIds", world.crowd(2));
    var all = ada.api().post(path, body).expect(200).path("participants");
    assertThat(all).hasSize(4);
    ada.api().get(path).expect(200);
    ada.api().delete(path + "/" + bob.id()).expect(204);
  }

  /// He joins, is promoted and goes; then she deletes it.
  private void workplace(Socket hers) {
    var api = ada.api();
    var body = Map.of("name", "Conformance", "description", "For a while");
    var made = api.post("/workspaces", body).expect(201).path("workspace").path("id").asString();
    var path = "/workspaces/" + made;
    hers.subscribe("workspace:" + made);
    api.put(path, Map.of("name", "Conforming")).expect(200);
    api.put(path + "/preferences", Map.of("starred", true, "position", "a0")).expect(200);
    api.get(path).expect(200);
    assertThat(api.get("/workspaces").expect(200).path("workspaces")).hasSize(1);
    api.post(path + "/members", Map.of("userIds", List.of(bob.id()))).expect(200);
    assertThat(api.get(path + "/members?limit=1").expect(200).path("hasMore").asBoolean()).isTrue();
    var group = Map.of("type", "group", "participantIds", List.of(bob.id()), "workspaceId", made);
    api.post("/conversations", group).expect(201);
    var there = api.get("/conversations?workspaceId=" + made).expect(200).path("conversations");
    assertThat(there).hasSize(1);
    api.put(path + "/members/" + bob.id(), Map.of("role", "admin")).expect(200);
    bob.api().delete(path + "/members/" + bob.id()).expect(204);
    invitations(path + "/invitations");
    api.delete(path).expect(204);
    for (var what : List.of("updated", "member.added", "member.updated", "member.removed")) {
      hers.await("workspace." + what);
    }
    hers.await("workspace.deleted");
    hers.await("workspace.preferences");
  }

  private void invitations(String path) {
    var body = Map.of("role", "guest", "email", bob.email());
    var made = ada.api().post(path, body).expect(201);
    var code = Map.of("code", made.path("code").asString());
    assertThat(ada.api().get(path).expect(200).path("invitations")).hasSize(1);
    bob.api().post("/workspaces/join", code).expect(200);
    var other = ada.api().post(path, Map.of()).expect(201).path("invitation").path("id").asString();
    ada.api().delete(path + "/" + other).expect(204);
  }

  /// She makes a board and a task on it, both change it, and all is deleted.
  private void tasks(Socket hers, String conversation) {
    var api = ada.api();
    var made = api.post("/workspaces", Map.of("name", "Conformance")).expect(201);
    var path = "/workspaces/" + made.path("workspace").path("id").asString();
    hers.subscribe("workspace:" + path.substring(path.lastIndexOf('/') + 1));
    var board = api.post(path + "/boards", Map.of("name", "Board")).expect(201).path("board");
    var boards = "/boards/" + board.path("id").asString();
    assertThat(api.get(path + "/boards").expect(200).path("boards")).hasSize(1);
    api.get(boards).expect(200);
    var body = Map.of("title", "Task", "boardId", board.path("id").asString());
    var task = api.post(path + "/tasks", body).expect(201).path("task").path("id").asString();
    api.get("/tasks/" + task).expect(200);
    api.patch("/tasks/" + task, Map.of("version", 1, "status", "done")).expect(200);
    api.patch("/tasks/" + task, Map.of("version", 1, "title", "Other")).expect(409);
    var named = Map.of("taskId", task, "version", 2, "labels", List.of("a"));
    api.patch("/tasks", Map.of("tasks", List.of(named))).expect(200);
    var listed = api.get(path + "/tasks?status=done&label=a&limit=1").expect(200);
    assertThat(listed.path("tasks")).hasSize(1);
    api.get("/tasks?ids=" + task).expect(200);
    taskCommands(hers, path.substring(path.lastIndexOf('/') + 1));
    ofMessage(hers, path, conversation);
    api.delete("/tasks/" + task + "?version=3").expect(204);
    var columns = List.of(Map.of("name", "Only", "status", "todo"));
    api.put(boards, Map.of("version", 1, "name", "Board", "columns", columns)).expect(200);
    views(api, path, board.path("id").asString());
    api.delete(boards).expect(204);
    for (var what : List.of("task.created", "task.updated", "task.deleted", "board.created")) {
      hers.await(what);
    }
    hers.await("board.updated");
    hers.await("board.deleted");
  }

  private static void views(Api api, String path, String board) {
    var draft = Map.of("name", "Due", "shared", true, "layout", "list", "query", "due=week");
    var made = api.post(path + "/views", draft).expect(201).path("view");
    assertThat(api.get(path + "/views").expect(200).path("views")).hasSize(1);
    var view = "/views/" + made.path("id").asString();
    var changed = new HashMap<String, Object>(draft);
    changed.putAll(Map.of("version", 1, "boardId", board, "layout", "calendar"));
    assertThat(api.put(view, changed).expect(200).path("view").path("boardId").asString())
        .isEqualTo(board);
    api.put(view, changed).expect(409);
    api.delete(view).expect(204);
  }

  private void ofMessage(Socket hers, String path, String conversation) {
    var talk = "/conversations/" + conversation;
    var said = ada.api().post(talk + "/messages", Map.of("content", "Do it")).expect(201);
    var message = said.path("message").path("id").asString();
    var source = Map.of("conversationId", conversation, "messageId", message);
    var made = ada.api().post(path + "/tasks", Map.of("source", source)).expect(201).path("task");
    assertThat(made.path("title").asString()).isEqualTo("Do it");
    hers.await("task.linked");
    assertThat(ada.api().get(talk + "/tasks?messageId=" + message).expect(200).path("tasks"))
        .hasSize(1);
    ada.api().delete("/tasks/" + made.path("id").asString()).expect(204);
    hers.await("task.unlinked");
  }

  private static void taskCommands(Socket hers, String workspace) {
    var create = Map.of("workspaceId", workspace, "title", "Said");
    var made = hers.call("task.create", create).expectReply().path("task").path("id").asString();
    var change = Map.of("taskId", made, "version", 1, "title", "Changed");
    hers.call("task.update", change).expectReply();
    var stale = Map.of("taskId", made, "version", 1, "title", "Again");
    assertThat(hers.call("task.update", stale).verdict()).isEqualTo("stale");
    hers.call("task.delete", Map.of("taskId", made)).expectReply();
  }

  /// Features are switched, and everyone of the tenant hears of it.
  private void rollout(Socket hers) {
    var admin = world.admin().api();
    var features = ada.api().get("/features").expect(200);
    hers.subscribe(features.path("topic").asString());
    var path = "/switches/search.semantic";
    var phased = Map.of("version", 0, "state", "phased", "groups", List.of("beta"));
    admin.put(path, phased).expect(200);
    admin.put(path, phased).expect(409);
    admin.put("/rollout/groups/" + ada.id(), Map.of("group", "beta")).expect(200);
    admin.get("/rollout/groups").expect(200);
    admin.put(path + "/people/" + bob.id(), Map.of("value", false)).expect(200);
    admin.get(path).expect(200);
    admin.get("/switches").expect(200);
    admin.get(path + "/changes?limit=1").expect(200);
    admin.delete(path + "/people/" + bob.id()).expect(204);
    admin.delete(path).expect(204);
    hers.await("feature.changed");
  }

  private void refusals(Socket socket) {
    var nobody = Map.of("conversationId", Ids.next(), "clientId", "x", "content", "Anyone?");
    assertThat(socket.call("message.send", nobody).verdict()).isEqualTo("not_found");
    assertThat(socket.call("message.sing", Map.of()).verdict()).isEqualTo("invalid");
    var conversations = "/conversations/" + Ids.next();
    assertThat(ada.api().get(conversations).verdict()).isEqualTo("not_found");
    var unknown = Map.of("type", "group", "participantIds", List.of(), "colour", "red");
    assertThat(ada.api().post("/conversations", unknown).verdict()).isEqualTo("invalid");
  }

  private void accounts() {
    var invited =
        world.admin().api().post("/users", Map.of("email", "cy@x.example", "displayName", "Cy"));
    var accept =
        Map.of(
            "tenant", world.slug(),
            "invitation", invited.expect(201).path("invitation").asString(),
            "password", World.PASSWORD);
    cluster.node(0).api().post("/auth/invitations/accept", accept).expect(200);
    var again = world.signIn(bob.email());
    var sessions = again.api().get("/auth/sessions").expect(200).path("sessions");
    assertThat(sessions.size()).isGreaterThanOrEqualTo(2);
    again.api().delete("/auth/sessions/" + bob.sessionId()).expect(204);
    var ticket = again.api().post("/auth/ticket", null).expect(200).path("ticket").asString();
    Socket.openWithTicket(cluster.node(1), ticket).close();
    again.api().post("/auth/logout", null).expect(204);
  }

  /// What comes when a token or a node nears its end.
  private void farewell() {
    try (var node = cluster.join(Map.of("PARLEY_ACCESS_TOKEN_SECONDS", "30"))) {
      var brief = world.signInAt(node, ada.email());
      try (var socket = Socket.open(node, brief.token())) {
        socket.await("token.expiring");
        node.terminate();
        socket.await("session.drain");
        assertThat(node.awaitExit(Duration.ofSeconds(30))).isZero();
      }
    }
  }

  @Test
  void theCataloguesAreServedAsTheyArePublished() {
    var api = cluster.node(0).api();
    for (var name : List.of("openapi.json", "frames.json")) {
      assertThat(api.get("/" + name).expect(200)).isEqualTo(Json.tree(Schemas.text(name)));
    }
    assertThat(api.get("/docs").status()).isEqualTo(200);
    var keys = api.get("/.well-known/jwks.json").expect(200).path("keys");
    assertThat(keys).isNotEmpty();
    for (var key : keys) {
      assertThat(key.has("d")).as("a private key is served").isFalse();
    }
  }
}

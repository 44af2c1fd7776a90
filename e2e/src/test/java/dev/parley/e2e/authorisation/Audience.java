package dev.parley.e2e.authorisation;

import dev.parley.e2e.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Who hears an event: everyone with a connection tries to subscribe to the topic, the event is
/// caused, and those who heard it are compared with the table.
final class Audience {
  private static final String SEEN = "seen";
  private static final Duration SEEN_MAX = Duration.ofSeconds(10);

  private final Cast cast;
  private final WorkspaceCauses workspaces;
  private final TaskCauses tasks;
  private final RolloutCalls rollout;

  Audience(Cast cast) {
    this.cast = cast;
    this.workspaces = new WorkspaceCauses(cast);
    this.tasks = new TaskCauses(cast);
    this.rollout = new RolloutCalls(cast);
  }

  /// Where the table and what happened differ.
  List<String> faults(Matrix.Row row) {
    var scene = Scene.another(cast);
    var topic = topic(row, scene);
    var sockets = new EnumMap<Principal, Socket>(Principal.class);
    var faults = new ArrayList<String>();
    try {
      for (var principal : Principal.living()) {
        var socket = Socket.open(cast.node(), cast.person(principal).token());
        sockets.put(principal, socket);
        socket.call("subscribe", Map.of("topic", topic));
      }
      cause(row, scene);
      for (var principal : Principal.values()) {
        boolean expected = row.verdict(principal).equals(SEEN);
        var socket = sockets.get(principal);
        boolean seen = socket != null && (expected ? hears(socket, row) : heard(socket, row));
        if (seen != expected) {
          faults.add("%s as %s: %s".formatted(row, principal, seen ? "seen" : "not seen"));
        }
      }
    } finally {
      sockets.values().forEach(Socket::close);
    }
    return faults;
  }

  private static boolean hears(Socket socket, Matrix.Row row) {
    try {
      socket.await(frame -> Socket.type(frame).equals(row.name()), SEEN_MAX);
      return true;
    } catch (AssertionError _) {
      return false;
    }
  }

  /// The table lists those who hear nothing first and last; a round trip after the event gives what
  /// should not come its time to come.
  private static boolean heard(Socket socket, Matrix.Row row) {
    for (int i = 0; i < 3; i++) socket.call("ping", Map.of()).expectReply();
    return !socket.ofType(row.name()).isEmpty();
  }

  private String topic(Matrix.Row row, Scene scene) {
    return switch (row.target()) {
      case "user.member" -> cast.person(Principal.MEMBER).topic();
      case "user.victim" -> cast.victim().topic();
      case "workspace.shared" -> "workspace:" + scene.workplace().shared();
      case "tenant.home" -> rollout.topic(row.target());
      case "task.shared" -> "task:" + scene.workplace().task("task.shared");
      default -> "conversation:" + scene.shared();
    };
  }

  private void cause(Matrix.Row row, Scene scene) {
    var owner = cast.person(Principal.OWNER).api();
    var member = cast.person(Principal.MEMBER);
    var path = "/conversations/" + scene.shared();
    var own = path + "/messages/" + scene.message("message.own", Principal.OWNER);
    switch (row.name()) {
      case "message.new" -> owner.post(path + "/messages", Map.of("content", "Hi")).expect(201);
      case "message.updated" -> owner.put(own, Map.of("content", "Hi")).expect(200);
      case "message.deleted" -> owner.delete(own).expect(200);
      case "message.read" -> member.api().put(path + "/read", Map.of("seq", 4)).expect(200);
      case "message.delivered" ->
          member.api().put(path + "/delivered", Map.of("seq", 4)).expect(200);
      case "conversation.updated" -> owner.put(path, Map.of("name", "Renamed")).expect(200);
      case "conversation.preferences" ->
          member.api().put(path + "/preferences", Map.of("starred", true)).expect(200);
      case "conversation.deleted" -> owner.delete(path).expect(204);
      case "participant.added" -> add(row, scene);
      case "participant.removed" -> remove(row, scene);
      case "typing.user" ->
          cast.socket(Principal.OWNER)
              .call("typing.start", Map.of("conversationId", scene.shared()))
              .expectReply();
      case "signal" -> {
        var signaller = cast.socket(Principal.MEMBER);
        var topic = topicOf(row, scene);
        signaller.call("subscribe", topic).expectReply();
        signaller
            .call("signal.send", Map.of("topic", topic.get("topic"), "name", "cursor"))
            .expectReply();
      }
      case "feature.changed" -> rollout.make(cast.person(Principal.TENANT_ADMIN).api());
      case "presence.joined" -> look(row, scene);
      case "presence.left" -> look(row, scene).call("presence.leave", topicOf(row, scene));
      case "presence.changed" -> Socket.open(cast.node(), cast.victim().token()).close();
      default -> ofWorkspace(row, scene);
    }
  }

  private void ofWorkspace(Matrix.Row row, Scene scene) {
    if (TaskCauses.EVENTS.contains(row.name())) tasks.cause(row, scene);
    else workspaces.cause(row, scene);
  }

  /// What is undone before it was told is never told, so the looker waits for that.
  private Socket look(Matrix.Row row, Scene scene) {
    var looker = cast.socket(Principal.OWNER);
    looker.call("subscribe", topicOf(row, scene)).expectReply();
    looker.call("presence.join", topicOf(row, scene)).expectReply();
    looker.await(frame ->
        Socket.type(frame).equals("presence.joined")
            && frame.path("topic").asString().equals(topic(row, scene)));
    return looker;
  }

  private Map<String, String> topicOf(Matrix.Row row, Scene scene) {
    return Map.of("topic", topic(row, scene));
  }

  private void add(Matrix.Row row, Scene scene) {
    var owner = cast.person(Principal.OWNER);
    if (row.target().equals("user.member")) {
      var member = cast.person(Principal.MEMBER);
      var body = Map.of("type", "group", "name", "New", "participantIds", List.of(member.id()));
      owner.api().post("/conversations", body).expect(201);
    } else {
      var body = Map.of("userIds", List.of(cast.extra()));
      owner.api().post("/conversations/" + scene.shared() + "/participants", body).expect(200);
    }
  }

  private void remove(Matrix.Row row, Scene scene) {
    var who =
        row.target().equals("user.member")
            ? cast.person(Principal.MEMBER).id()
            : scene.person("person.other", Principal.OWNER);
    var path = "/conversations/" + scene.shared() + "/participants/" + who;
    cast.person(Principal.OWNER).api().delete(path).expect(204);
  }
}

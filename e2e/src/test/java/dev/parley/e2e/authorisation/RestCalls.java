package dev.parley.e2e.authorisation;

import dev.parley.e2e.Api;
import dev.parley.e2e.Api.Answer;
import dev.parley.e2e.World;
import dev.parley.platform.kernel.Ids;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How each operation of openapi.json is called, aimed at what a row of the table names. What is
/// not under test in a call is always valid and always of the caller's own.
final class RestCalls {
  private static final Set<String> WORKSPACES =
      Set.of(
          "listWorkspaces",
          "createWorkspace",
          "getWorkspace",
          "updateWorkspace",
          "deleteWorkspace",
          "updateWorkspacePreferences",
          "listMembers",
          "addMembers",
          "updateMember",
          "removeMember",
          "listWorkspaceInvitations",
          "createWorkspaceInvitation",
          "revokeWorkspaceInvitation",
          "joinWorkspace");

  private final Cast cast;
  private final WorkspaceCalls workspaces;
  private final TaskCalls tasks;
  private final EnrolmentCalls enrolment;
  private final RolloutCalls rollout;
  private final ViewCalls views;

  RestCalls(Cast cast) {
    this.cast = cast;
    this.workspaces = new WorkspaceCalls(cast);
    this.tasks = new TaskCalls(cast);
    this.enrolment = new EnrolmentCalls(cast);
    this.rollout = new RolloutCalls(cast);
    this.views = new ViewCalls(cast);
  }

  Answer call(Matrix.Row row, Principal caller, Scene scene) {
    if (TaskCalls.OPERATIONS.contains(row.name())) return tasks.call(row, caller, scene);
    if (ViewCalls.OPERATIONS.contains(row.name())) return views.call(row, caller, scene);
    if (EnrolmentCalls.OPERATIONS.contains(row.name())) return enrolment.call(row, caller, scene);
    if (RolloutCalls.OPERATIONS.contains(row.name())) return rollout.call(row, caller, scene);
    if (WORKSPACES.contains(row.name())) return workspaces.call(row, caller, scene);
    var api = cast.api(caller);
    return switch (row.name()) {
      case "login", "refreshToken", "acceptInvitation", "getBootstrap" -> open(row, api);
      case "logout", "revokeSession" -> ending(row, caller);
      case "createTicket" -> api.post("/auth/ticket", null);
      case "listSessions" -> api.get("/auth/sessions");
      case "getMe" -> api.get("/users/me");
      case "searchUsers" -> api.get("/users/search?query=" + word(row.target()));
      case "getTenant" -> api.get("/tenant");
      case "updateTenant" -> api.patch("/tenant", Map.of("name", "Renamed"));
      case "createUser" -> api.post("/users", newPerson());
      case "createUsers" -> api.post("/users/bulk", Map.of("users", List.of(newPerson())));
      case "getPresence", "getUser", "describeUser", "deactivateUser" -> person(row, caller, scene);
      case "listEvents" -> api.get("/events?topic=" + topic(row.target(), caller, scene));
      case "createConversation" ->
          row.varies().equals("workspace")
              ? workspaces.call(row, caller, scene)
              : api.post("/conversations", newGroup(row, caller, scene));
      case "listConversations" -> api.get("/conversations");
      default -> conversation(row, caller, scene);
    };
  }

  /// A topic by the name in the table.
  String topic(String target, Principal caller, Scene scene) {
    return switch (target.replaceAll("\\..*", "")) {
      case "person" -> "user:" + scene.person(target, caller);
      case "workspace" -> "workspace:" + scene.workplace().workspace(target);
      case "tenant" -> rollout.topic(target);
      case "task" -> "task:" + scene.workplace().task(target);
      default -> "conversation:" + scene.conversation(target);
    };
  }

  private Answer open(Matrix.Row row, Api api) {
    var home = cast.home();
    return switch (row.name()) {
      case "login" -> api.post("/auth/login", home.credentials(cast.victim().email()));
      case "refreshToken" -> {
        var session = home.signIn(cast.victim().email());
        yield api.post("/auth/refresh", Map.of("refreshToken", session.refreshToken()));
      }
      case "acceptInvitation" -> {
        var invited = home.admin().api().post("/users", newPerson()).expect(201);
        var body =
            Map.of(
                "tenant", home.slug(),
                "invitation", invited.path("invitation").asString(),
                "password", World.PASSWORD);
        yield api.post("/auth/invitations/accept", body);
      }
      default -> api.get("/bootstrap");
    };
  }

  /// Calls that end a session: never the one that the caller goes on with.
  private Answer ending(Matrix.Row row, Principal caller) {
    if (row.name().equals("logout")) {
      if (!caller.isAlive()) return cast.api(caller).post("/auth/logout", null);
      var spare = cast.worldOf(caller).signIn(cast.person(caller).email());
      return cast.node().api().as(spare.token()).post("/auth/logout", null);
    }
    return cast.api(caller).delete("/auth/sessions/" + session(row.target(), caller));
  }

  private String session(String target, Principal caller) {
    return switch (target) {
      case "session.random" -> Ids.next().toString();
      case "session.foreign" -> cast.person(Principal.FOREIGN_ADMIN).sessionId();
      case "session.other" -> cast.home().signIn(cast.victim().email()).sessionId();
      default ->
          caller.isAlive()
              ? cast.worldOf(caller).signIn(cast.person(caller).email()).sessionId()
              : Ids.next().toString();
    };
  }

  private Answer person(Matrix.Row row, Principal caller, Scene scene) {
    var api = cast.api(caller);
    var id =
        row.name().equals("deactivateUser") && row.target().equals("person.other")
            ? cast.extra()
            : scene.person(row.target(), subject(caller));
    return switch (row.name()) {
      case "getPresence" -> api.get("/users/presence?userIds=" + id);
      case "getUser" -> api.get("/users/" + id);
      case "describeUser" ->
          api.put("/users/" + id + "/metadata", Map.of("metadata", Map.of("team", "new")));
      default -> api.delete("/users/" + id);
    };
  }

  /// Whose id a caller without a name calls his own.
  static Principal subject(Principal caller) {
    return switch (caller) {
      case ANONYMOUS, GARBAGE -> Principal.MEMBER;
      default -> caller;
    };
  }

  private Answer conversation(Matrix.Row row, Principal caller, Scene scene) {
    var api = cast.api(caller);
    var path = "/conversations/" + scene.conversation(row.target());
    return switch (row.name()) {
      case "getConversation" -> api.get(path);
      case "updateConversation" -> api.put(path, Map.of("name", "Renamed"));
      case "deleteConversation" -> api.delete(path);
      case "listParticipants" -> api.get(path + "/participants");
      case "addParticipants" ->
          api.post(path + "/participants", Map.of("userIds", List.of(added(row, caller, scene))));
      case "removeParticipant" ->
          api.delete(path + "/participants/" + scene.person(row.target(), subject(caller)));
      case "listMessages" -> api.get(path + "/messages");
      case "sendMessage" -> api.post(path + "/messages", message(row, caller, scene));
      case "getMessage" -> api.get(messagePath(path, row, caller, scene));
      case "editMessage" ->
          api.put(messagePath(path, row, caller, scene), Map.of("content", "Edited"));
      case "deleteMessage" -> api.delete(messagePath(path, row, caller, scene));
      case "updatePreferences" -> api.put(path + "/preferences", Map.of("starred", true));
      case "markRead" -> api.put(path + "/read", Map.of("seq", 1));
      case "markDelivered" -> api.put(path + "/delivered", Map.of("seq", 1));
      default -> throw new AssertionError("nobody knows how to call " + row.name());
    };
  }

  private static String messagePath(String path, Matrix.Row row, Principal caller, Scene scene) {
    return path + "/messages/" + scene.message(row.target(), caller);
  }

  private static Map<String, Object> message(Matrix.Row row, Principal caller, Scene scene) {
    return switch (row.varies()) {
      case "message" ->
          Map.of("content", "Hello", "replyToId", scene.message(row.target(), caller));
      case "task" ->
          Map.of("content", "Hello", "taskIds", List.of(scene.workplace().task(row.target())));
      default -> Map.of("content", "Hello");
    };
  }

  /// Who is added: someone new, unless that is what varies.
  private String added(Matrix.Row row, Principal caller, Scene scene) {
    if (row.varies().equals("conversation")) return cast.extra();
    return row.target().equals("person.other")
        ? cast.extra()
        : scene.person(row.target(), subject(caller));
  }

  private static Map<String, Object> newGroup(Matrix.Row row, Principal caller, Scene scene) {
    var ids = List.of(scene.person(row.target(), subject(caller)));
    return Map.of("type", "group", "name", "New", "participantIds", ids);
  }

  private static Map<String, String> newPerson() {
    return Map.of("email", Ids.next() + "@new.example", "displayName", "New");
  }

  private static String word(String target) {
    return target.equals("person.foreign") ? "crowd" : "member";
  }
}

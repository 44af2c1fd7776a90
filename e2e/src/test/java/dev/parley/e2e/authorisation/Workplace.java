package dev.parley.e2e.authorisation;

import static dev.parley.e2e.authorisation.Principal.ADMIN_MEMBER;
import static dev.parley.e2e.authorisation.Principal.DEACTIVATED;
import static dev.parley.e2e.authorisation.Principal.EXPIRED;
import static dev.parley.e2e.authorisation.Principal.FOREIGN_ADMIN;
import static dev.parley.e2e.authorisation.Principal.MEMBER;
import static dev.parley.e2e.authorisation.Principal.OWNER;
import static dev.parley.e2e.authorisation.Principal.REMOVED;
import static dev.parley.e2e.authorisation.Principal.REVOKED;

import dev.parley.e2e.World.Person;
import dev.parley.platform.kernel.Ids;
import dev.parley.testkit.Await;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A workspace of the same people as the scene's conversation, in the same roles, and one in the
/// other tenant.
final class Workplace {
  private final Cast cast;
  private final String shared;
  private final String foreign;
  private final Desk here;
  private final Desk there;
  private final boolean passing;

  /// A board without tasks, a task on another board, a rule, and views of the owner.
  private record Desk(String board, String task, Rule rule, String shared, String personal) {}

  /// An enrolment rule about nobody, and a run of it.
  record Rule(String id, String run) {}

  Workplace(Cast cast, List<Principal> alreadyDead, String extra) {
    this.cast = cast;
    var owner = cast.person(OWNER);
    var members =
        Stream.of(MEMBER, ADMIN_MEMBER, REMOVED, EXPIRED, REVOKED, DEACTIVATED)
            .filter(principal -> !alreadyDead.contains(principal))
            .map(principal -> cast.person(principal).id());
    // The scene in which all are alive is looked at until the end.
    passing = !alreadyDead.isEmpty();
    shared = made(owner);
    foreign = made(cast.person(FOREIGN_ADMIN));
    var ids = Stream.concat(members, Stream.of(extra)).toList();
    var path = "/workspaces/" + shared + "/members";
    owner.api().post(path, Map.of("userIds", ids)).expect(200);
    owner.api().delete(path + "/" + cast.person(REMOVED).id()).expect(204);
    here = desk(owner, shared);
    there = desk(cast.person(FOREIGN_ADMIN), foreign);
    if (!passing) Await.until("the run ended", () -> hasEnded(owner, here.rule));
  }

  /// The end of a run is an event of its own.
  private boolean hasEnded(Person owner, Rule rule) {
    var path = "/workspaces/" + shared + "/enrolment-rules/" + rule.id + "/runs/" + rule.run;
    var run = owner.api().get(path).expect(200).path("run");
    return run.path("state").asString().equals("done");
  }

  private static Desk desk(Person owner, String workspace) {
    var path = "/workspaces/" + workspace;
    var empty = board(owner, path);
    var task = Map.of("title", Scene.SECRET, "boardId", board(owner, path));
    var made = owner.api().post(path + "/tasks", task).expect(201);
    var id = made.path("task").path("id").asString();
    return new Desk(
        empty, id, rule(owner, path), view(owner, path, true), view(owner, path, false));
  }

  private static String view(Person owner, String path, boolean shared) {
    var draft = ViewCalls.view(Scene.SECRET, shared);
    var made = owner.api().post(path + "/views", draft).expect(201);
    return made.path("view").path("id").asString();
  }

  /// A view by the name in the table; it was not changed yet.
  String view(String target) {
    return switch (target) {
      case "view.foreign" -> there.shared;
      case "view.random" -> Ids.next().toString();
      case "view.personal" -> here.personal;
      default -> here.shared;
    };
  }

  private static Rule rule(Person owner, String path) {
    var rules = path + "/enrolment-rules";
    var made = owner.api().post(rules, EnrolmentCalls.rule(Scene.SECRET)).expect(201);
    var id = made.path("rule").path("id").asString();
    var named = Map.of("userIds", List.of(id));
    var run = owner.api().post(rules + "/" + id + "/runs", named).expect(201);
    return new Rule(id, run.path("run").path("id").asString());
  }

  /// An enrolment rule by the name in the table; it was not changed yet.
  Rule rule(String target) {
    return switch (target) {
      case "rule.foreign" -> there.rule;
      case "rule.random" -> new Rule(Ids.next().toString(), Ids.next().toString());
      default -> here.rule;
    };
  }

  private static String board(Person owner, String path) {
    var made = owner.api().post(path + "/boards", Map.of("name", Scene.SECRET)).expect(201);
    return made.path("board").path("id").asString();
  }

  /// A board without tasks, by the name in the table.
  String board(String target) {
    return switch (target) {
      case "board.foreign" -> there.board;
      case "board.random" -> Ids.next().toString();
      default -> here.board;
    };
  }

  /// A task by the name in the table; it was not changed yet.
  String task(String target) {
    return switch (target) {
      case "task.foreign" -> there.task;
      case "task.random" -> Ids.next().toString();
      default -> here.task;
    };
  }

  private String made(Person owner) {
    var answer = owner.api().post("/workspaces", Map.of("name", Scene.SECRET)).expect(201);
    var id = answer.path("workspace").path("id").asString();
    if (passing) cast.owns(owner, id);
    return id;
  }

  String shared() {
    return shared;
  }

  /// What lets people in.
  record Invitation(String id, String code) {}

  /// A new invitation by the name in the table, of an invitation or of a code.
  Invitation invitation(String target) {
    return switch (target.replaceAll(".*\\.", "")) {
      case "foreign" -> invited(cast.person(FOREIGN_ADMIN), foreign);
      case "random" -> new Invitation(Ids.next().toString(), "random");
      default -> invited(cast.person(OWNER), shared);
    };
  }

  private static Invitation invited(Person owner, String workspace) {
    var path = "/workspaces/" + workspace + "/invitations";
    var answer = owner.api().post(path, Map.of("usesMax", 2)).expect(201);
    return new Invitation(
        answer.path("invitation").path("id").asString(), answer.path("code").asString());
  }

  /// A workspace by the name in the table.
  String workspace(String target) {
    return switch (target) {
      case "workspace.foreign", "domain.foreign" -> foreign;
      case "workspace.random" -> Ids.next().toString();
      default -> shared;
    };
  }
}

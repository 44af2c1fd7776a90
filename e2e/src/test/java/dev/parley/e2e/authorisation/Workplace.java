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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A workspace of the same people as the scene's conversation, in the same roles, and one in the
/// other tenant.
final class Workplace {
  private final Cast cast;
  private final String shared;
  private final String foreign;

  Workplace(Cast cast, List<Principal> alreadyDead, String extra) {
    this.cast = cast;
    var owner = cast.person(OWNER);
    var members =
        Stream.of(MEMBER, ADMIN_MEMBER, REMOVED, EXPIRED, REVOKED, DEACTIVATED)
            .filter(principal -> !alreadyDead.contains(principal))
            .map(principal -> cast.person(principal).id());
    shared = made(owner);
    foreign = made(cast.person(FOREIGN_ADMIN));
    var ids = Stream.concat(members, Stream.of(extra)).toList();
    var path = "/workspaces/" + shared + "/members";
    owner.api().post(path, Map.of("userIds", ids)).expect(200);
    owner.api().delete(path + "/" + cast.person(REMOVED).id()).expect(204);
  }

  private static String made(Person owner) {
    var answer = owner.api().post("/workspaces", Map.of("name", Scene.SECRET)).expect(201);
    return answer.path("workspace").path("id").asString();
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
      case "workspace.foreign" -> foreign;
      case "workspace.random" -> Ids.next().toString();
      default -> shared;
    };
  }
}

package dev.parley.e2e.authorisation;

import static dev.parley.e2e.authorisation.Principal.ADMIN_MEMBER;
import static dev.parley.e2e.authorisation.Principal.DEACTIVATED;
import static dev.parley.e2e.authorisation.Principal.EXPIRED;
import static dev.parley.e2e.authorisation.Principal.FOREIGN_ADMIN;
import static dev.parley.e2e.authorisation.Principal.MEMBER;
import static dev.parley.e2e.authorisation.Principal.OWNER;
import static dev.parley.e2e.authorisation.Principal.REMOVED;
import static dev.parley.e2e.authorisation.Principal.REVOKED;
import static dev.parley.e2e.authorisation.Principal.STRANGER;
import static dev.parley.e2e.authorisation.Principal.TENANT_ADMIN;

import dev.parley.e2e.Api;
import dev.parley.e2e.World.Person;
import dev.parley.platform.kernel.Ids;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A conversation that the cast has just had, with one in which others talk, and one in the other
/// tenant.
final class Scene {
  /// Stands in every message of the home tenant, and nowhere else.
  static final String SECRET = "canary-of-the-home-tenant";

  private final Cast cast;
  private final String shared;
  private final String elsewhere;
  private final String foreign;
  private final String extra;
  private final Map<Principal, String> messages = new EnumMap<>(Principal.class);
  private final List<Principal> alreadyDead;
  private @Nullable Workplace workplace;

  private Scene(Cast cast, List<Principal> alreadyDead) {
    this.cast = cast;
    this.alreadyDead = alreadyDead;
    this.extra = cast.extra();
    var members =
        Stream.of(MEMBER, ADMIN_MEMBER, REMOVED, EXPIRED, REVOKED, DEACTIVATED)
            .filter(principal -> !alreadyDead.contains(principal))
            .map(principal -> cast.person(principal).id());
    var ids = Stream.concat(members, Stream.of(extra)).toList();
    shared = group(cast.person(OWNER), ids);
    elsewhere = group(cast.person(STRANGER), List.of(cast.person(TENANT_ADMIN).id()));
    foreign = group(cast.person(FOREIGN_ADMIN), List.of(cast.foreigner()));
    for (var principal : List.of(REMOVED, MEMBER, OWNER, ADMIN_MEMBER)) {
      messages.put(principal, say(principal, shared));
    }
    messages.put(STRANGER, say(STRANGER, elsewhere));
    messages.put(FOREIGN_ADMIN, say(FOREIGN_ADMIN, foreign));
    cast.person(OWNER)
        .api()
        .delete("/conversations/" + shared + "/participants/" + cast.person(REMOVED).id())
        .expect(204);
  }

  /// While everybody's credentials are still good: all are members.
  static Scene first(Cast cast) {
    var scene = new Scene(cast, List.of());
    scene.workplace();
    return scene;
  }

  /// Once those who are to be dead are: a deactivated person cannot be added any more.
  static Scene another(Cast cast) {
    return new Scene(cast, List.of(DEACTIVATED));
  }

  private static String group(Person owner, List<String> others) {
    var body = Map.of("type", "group", "name", SECRET, "participantIds", others);
    var answer = owner.api().post("/conversations", body).expect(201);
    return answer.path("conversation").path("id").asString();
  }

  private String say(Principal who, String conversation) {
    var answer =
        cast.person(who)
            .api()
            .post("/conversations/" + conversation + "/messages", Map.of("content", SECRET))
            .expect(201);
    return answer.path("message").path("id").asString();
  }

  String shared() {
    return shared;
  }

  /// The workspaces of the scene, made when they are first asked for.
  Workplace workplace() {
    if (workplace == null) workplace = new Workplace(cast, alreadyDead, extra);
    return workplace;
  }

  /// A conversation by the name in the table.
  String conversation(String target) {
    return switch (target) {
      case "conversation.foreign" -> foreign;
      case "conversation.random" -> Ids.next().toString();
      default -> shared;
    };
  }

  /// A message by the name in the table.
  String message(String target, Principal caller) {
    return switch (target) {
      case "message.own" -> Objects.requireNonNullElse(messages.get(caller), of(MEMBER));
      case "message.elsewhere" -> of(STRANGER);
      case "message.foreign" -> of(FOREIGN_ADMIN);
      case "message.random" -> Ids.next().toString();
      default -> of(caller == MEMBER ? OWNER : MEMBER);
    };
  }

  private String of(Principal author) {
    return Objects.requireNonNull(messages.get(author));
  }

  /// A person by the name in the table; `person.other` is in the conversation and the workspace.
  String person(String target, Principal caller) {
    return switch (target) {
      case "person.self" -> cast.known(caller).map(Person::id).orElse(extra);
      case "person.foreign" -> cast.foreigner();
      case "person.random" -> Ids.next().toString();
      default -> extra;
    };
  }

  /// All that the owner can see of the conversation and the workspace: equal before and after what
  /// was refused.
  List<String> snapshot() {
    Api owner = cast.person(OWNER).api();
    var workspace = "/workspaces/" + workplace().shared();
    var conversation = "/conversations/" + shared;
    return Stream.of(
            conversation,
            conversation + "/messages",
            conversation + "/participants",
            workspace,
            workspace + "/members",
            workspace + "/boards",
            workspace + "/tasks")
        .map(path -> owner.get(path).expect(200).toString())
        .toList();
  }
}

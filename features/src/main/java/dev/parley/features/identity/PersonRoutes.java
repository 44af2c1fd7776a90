package dev.parley.features.identity;

import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// People over HTTP.
record PersonRoutes(People people) implements Routes {
  private static final int SEARCH_LIMIT_DEFAULT = 20;
  private static final int SEARCH_LIMIT_MAX = 50;

  @Override
  public void addTo(Api api) {
    api.on("getMe", this::me)
        .on("getUser", this::get)
        .on("searchUsers", this::search)
        .prepare("createUser", this::create)
        .change("createUsers", this::createAll)
        .change("describeUser", this::describe)
        .change("deactivateUser", this::deactivate);
  }

  private Response me(Request request) {
    var actor = request.actor();
    return answer(actor, people.find(actor.tenant(), actor.user()).orElseThrow(People::unknown));
  }

  private Response get(Request request) {
    var actor = request.actor();
    var id = new UserId(request.id("userId"));
    return answer(actor, people.find(actor.tenant(), id).orElseThrow(People::unknown));
  }

  private Response search(Request request) {
    var limit = request.limit(SEARCH_LIMIT_DEFAULT, SEARCH_LIMIT_MAX);
    var found = people.search(request.actor(), request.query("query").orElse(""), limit + 1);
    var users =
        found.stream().limit(limit).map(one -> PersonView.of(request.actor(), one)).toList();
    return Response.ok(Map.of("users", users, "hasMore", found.size() > limit));
  }

  private record Create(
      String email,
      String displayName,
      @Nullable String password,
      @Nullable Role role,
      @Nullable Map<String, Object> metadata) {
    NewPerson person() {
      return new NewPerson(
          email,
          displayName,
          Optional.ofNullable(role).orElse(Role.MEMBER),
          metadata == null ? Metadata.NONE : new Metadata(metadata));
    }
  }

  private record CreatedOne(PersonView user, @Nullable String invitation) {}

  private Supplier<Response> create(Request request) {
    var body = request.body(Create.class);
    var password = Optional.ofNullable(body.password());
    var creation = people.creation(request.actor(), body.person(), password);
    return () -> created(request, creation.get());
  }

  private static Response created(Request request, People.Created created) {
    var user = PersonView.of(request.actor(), created.people().getFirst());
    var invitation =
        created.invitations().isEmpty() ? null : created.invitations().getFirst().invitation();
    return Response.created(new CreatedOne(user, invitation));
  }

  private record CreateAll(List<Create> users) {}

  private Response createAll(Request request) {
    var newcomers = request.body(CreateAll.class).users().stream().map(Create::person).toList();
    var created = people.createAll(request.actor(), newcomers);
    var users = created.people().stream().map(one -> PersonView.of(request.actor(), one)).toList();
    return Response.created(Map.of("users", users, "invitations", created.invitations()));
  }

  private record Describe(Map<String, Object> metadata) {}

  private Response describe(Request request) {
    var metadata = new Metadata(request.body(Describe.class).metadata());
    var id = new UserId(request.id("userId"));
    return answer(request.actor(), people.describe(request.actor(), id, metadata));
  }

  private Response deactivate(Request request) {
    people.deactivate(request.actor(), new UserId(request.id("userId")));
    return Response.noContent();
  }

  private static Response answer(Actor actor, Person person) {
    return Response.ok(Map.of("user", PersonView.of(actor, person)));
  }
}

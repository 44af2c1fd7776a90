package dev.parley.features.workspaces;

import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Preference;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Workspaces over HTTP.
public record WorkspaceRoutes(
    Workspaces workspaces, Memberships memberships, WorkspacePreferences preferences)
    implements Routes {
  private static final int PAGE = 100;

  @Override
  public void addTo(Api api) {
    api.on("listWorkspaces", this::list)
        .change("createWorkspace", this::create)
        .on("getWorkspace", this::get)
        .change("updateWorkspace", this::update)
        .change("deleteWorkspace", this::delete)
        .change("updateWorkspacePreferences", this::prefer)
        .on("listMembers", this::people)
        .change("addMembers", this::add)
        .change("updateMember", this::change)
        .change("removeMember", this::remove);
  }

  private static WorkspaceId id(Request request) {
    return new WorkspaceId(request.id("workspaceId"));
  }

  private Response list(Request request) {
    return Response.ok(Map.of("workspaces", workspaces.list(request.actor()), "hasMore", false));
  }

  private record Draft(String name, @Nullable String description) {
    WorkspaceDraft draft() {
      return new WorkspaceDraft(name, Optional.ofNullable(description));
    }
  }

  private Response create(Request request) {
    var made = workspaces.create(request.actor(), request.body(Draft.class).draft());
    return Response.created(Map.of("workspace", made));
  }

  private Response get(Request request) {
    var found = workspaces.find(request.actor(), id(request));
    return Response.ok(Map.of("workspace", found.orElseThrow(Workspaces::unknown)));
  }

  private Response update(Request request) {
    var draft = request.body(Draft.class).draft();
    return Response.ok(Map.of("workspace", workspaces.update(request.actor(), id(request), draft)));
  }

  private Response delete(Request request) {
    workspaces.delete(request.actor(), id(request));
    return Response.noContent();
  }

  private Response prefer(Request request) {
    var change = request.body(Preference.Change.class);
    var after = preferences.change(request.actor(), id(request), change::of);
    return Response.ok(Map.of("preferences", after));
  }

  private Response people(Request request) {
    var member = workspaces.member(request.actor(), id(request)).orElseThrow(Workspaces::unknown);
    int limit = request.limit(PAGE, Memberships.PAGE_MAX);
    return Response.ok(memberships.list(member, after(request), limit));
  }

  private static Optional<UserId> after(Request request) {
    try {
      return request.query("after").map(UUID::fromString).map(UserId::new);
    } catch (IllegalArgumentException _) {
      throw new Problem.Invalid("after", "Not a cursor of this list").refused();
    }
  }

  private record Add(List<UserId> userIds, @Nullable WorkspaceRole role) {}

  private Response add(Request request) {
    var body = request.body(Add.class);
    var role = Optional.ofNullable(body.role()).orElse(WorkspaceRole.MEMBER);
    var users = Set.copyOf(body.userIds());
    var members = memberships.add(request.actor(), id(request), users, role);
    return Response.ok(Map.of("members", members));
  }

  private record Change(WorkspaceRole role) {}

  private Response change(Request request) {
    var user = new UserId(request.id("userId"));
    var role = request.body(Change.class).role();
    var changed = memberships.change(request.actor(), id(request), user, role);
    return Response.ok(Map.of("member", changed));
  }

  private Response remove(Request request) {
    memberships.remove(request.actor(), id(request), new UserId(request.id("userId")));
    return Response.noContent();
  }
}

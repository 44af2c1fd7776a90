package dev.parley.features.workspaces;

import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Checks;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Invitations into workspaces over HTTP.
///
/// @param server where people reach the server, where that is known
public record InvitationRoutes(Invitations invitations, Optional<URI> server) implements Routes {

  @Override
  public void addTo(Api api) {
    api.on("listWorkspaceInvitations", this::list)
        .change("createWorkspaceInvitation", this::create)
        .change("revokeWorkspaceInvitation", this::revoke)
        .change("joinWorkspace", this::join);
  }

  private static WorkspaceId id(Request request) {
    return new WorkspaceId(request.id("workspaceId"));
  }

  private Response list(Request request) {
    var open = invitations.list(request.actor(), id(request));
    return Response.ok(Map.of("invitations", open, "hasMore", false));
  }

  private record Create(
      @Nullable WorkspaceRole role,
      @Nullable Instant expiresAt,
      @Nullable Integer usesMax,
      @Nullable String email) {

    InvitationDraft draft() {
      return new InvitationDraft(
          Optional.ofNullable(role).orElse(WorkspaceRole.MEMBER),
          Optional.ofNullable(expiresAt),
          Optional.ofNullable(usesMax),
          Optional.ofNullable(email));
    }
  }

  private Response create(Request request) {
    var draft = request.body(Create.class).draft();
    var made = invitations.create(request.actor(), id(request), draft);
    var code = made.code().text();
    return Response.created(
        Map.of("invitation", made.invitation(), "code", code, "url", link(code)));
  }

  /// Without the address of the server where that is not known.
  private String link(String code) {
    return server.map(URI::toString).orElse("").replaceFirst("/$", "") + "/join#code=" + code;
  }

  private Response revoke(Request request) {
    invitations.revoke(request.actor(), id(request), request.id("invitationId"));
    return Response.noContent();
  }

  private record Join(String code) {}

  private Response join(Request request) {
    var code = request.body(Join.class).code();
    Checks.text("code", code, JoinCode.LENGTH_MAX);
    var joined = invitations.join(request.actor(), new JoinCode(code), request.address());
    return Response.ok(Map.of("workspace", joined));
  }
}

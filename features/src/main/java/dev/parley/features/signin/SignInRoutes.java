package dev.parley.features.signin;

import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.SessionId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signing in and out over HTTP.
record SignInRoutes(SignIn signIn, Sessions sessions) implements Routes {
  /// Lets a browser be known again without its page holding the device's token.
  private static final String DEVICE_COOKIE = "parley_device";

  private static final String DEVICE_COOKIE_FORM =
      DEVICE_COOKIE + "=%s; Path=/api/v1/auth; Max-Age=31536000; HttpOnly; SameSite=Strict";

  @Override
  public void addTo(Api api) {
    api.on("login", this::login)
        .on("acceptInvitation", this::acceptInvitation)
        .on("refreshToken", this::refresh)
        .change("logout", this::logout)
        .change("createTicket", this::ticket)
        .on("listSessions", this::list)
        .change("revokeSession", this::revoke);
  }

  private record Login(
      String tenant, String email, String password, @Nullable String deviceToken) {}

  private Response login(Request request) {
    var body = request.body(Login.class);
    var visitor = visitor(request, Optional.ofNullable(body.deviceToken()));
    return answer(signIn.login(body.tenant(), body.email(), body.password(), visitor));
  }

  private record Accept(
      String tenant, String invitation, String password, @Nullable String displayName) {}

  private Response acceptInvitation(Request request) {
    var body = request.body(Accept.class);
    var name = Optional.ofNullable(body.displayName());
    var visitor = visitor(request, Optional.empty());
    return answer(
        signIn.acceptInvitation(body.tenant(), body.invitation(), body.password(), name, visitor));
  }

  private record Refresh(String refreshToken) {}

  private Response refresh(Request request) {
    return answer(signIn.refresh(request.body(Refresh.class).refreshToken()));
  }

  private static Visitor visitor(Request request, Optional<String> deviceToken) {
    return new Visitor(
        request.address(),
        request.header("User-Agent"),
        deviceToken.or(() -> request.cookie(DEVICE_COOKIE)));
  }

  private static Response answer(SignedIn signedIn) {
    return Response.ok(signedIn)
        .header("Set-Cookie", DEVICE_COOKIE_FORM.formatted(signedIn.deviceToken()));
  }

  private Response logout(Request request) {
    signIn.logout(request.actor());
    return Response.noContent();
  }

  private Response ticket(Request request) {
    return Response.ok(signIn.ticket(request.actor()));
  }

  private record SessionView(
      SessionId id,
      Instant createdAt,
      Instant lastUsedAt,
      @Nullable String userAgent,
      boolean current) {}

  private Response list(Request request) {
    var current = request.actor().session();
    var views =
        sessions.own(request.actor()).stream().map(session -> view(session, current)).toList();
    return Response.ok(Map.of("sessions", views));
  }

  private static SessionView view(Session session, SessionId current) {
    return new SessionView(
        session.id(),
        session.createdAt(),
        session.lastUsedAt(),
        session.userAgent().orElse(null),
        session.id().equals(current));
  }

  private Response revoke(Request request) {
    sessions.revoke(request.actor(), new SessionId(request.id("sessionId")));
    return Response.noContent();
  }
}

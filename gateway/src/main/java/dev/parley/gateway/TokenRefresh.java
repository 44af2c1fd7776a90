package dev.parley.gateway;

import dev.parley.gateway.Commands.Command;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Authenticator;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Renews what an open connection may do, with a fresh token of the same person and session.
final class TokenRefresh {
  private final Authenticator authenticator;

  TokenRefresh(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  private record Request(@Nullable String token) {}

  private record Reply(Instant expiresAt) {}

  void refresh(Command command) {
    var session = command.session();
    var token = Json.read(command.payload(), Request.class).token;
    if (token == null) throw new Problem.Invalid("token", "Missing").refused();
    var identity = authenticator.verify(token);
    if (!samePerson(session.actor(), identity.actor())) {
      session.shard().execute(() -> session.close(CloseCode.UNAUTHENTICATED, "Another session"));
      throw new Problem.Unauthenticated("A token of another session").refused();
    }
    session.shard().execute(() -> session.renew(identity));
    session.answer(session.reply(command, Json.write(new Reply(identity.expiresAt()))));
  }

  private static boolean samePerson(Actor now, Actor renewed) {
    return now.tenant().equals(renewed.tenant())
        && now.user().equals(renewed.user())
        && now.session().equals(renewed.session());
  }
}

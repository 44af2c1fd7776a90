package dev.parley.gateway;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Authenticator;
import dev.parley.platform.kernel.Identity;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Knows the tokens and tickets that it has given out.
final class Doorman implements Authenticator {
  private final Map<String, Identity> tokens = new ConcurrentHashMap<>();
  private final Map<String, Identity> tickets = new ConcurrentHashMap<>();
  private volatile Runnable beforeVerify = () -> {};
  private volatile Runnable afterVerify = () -> {};

  Actor person(TenantId tenant) {
    return new Actor(
        tenant, new UserId(UUID.randomUUID()), new SessionId(UUID.randomUUID()), Role.MEMBER);
  }

  String token(Actor actor) {
    return token(actor, Duration.ofMinutes(15));
  }

  String token(Actor actor, Duration life) {
    var token = UUID.randomUUID().toString();
    tokens.put(token, new Identity(actor, Instant.now().plus(life)));
    return token;
  }

  String ticket(Actor actor) {
    var ticket = UUID.randomUUID().toString();
    tickets.put(ticket, new Identity(actor, Instant.now().plus(Duration.ofMinutes(15))));
    return ticket;
  }

  void beforeVerify(Runnable action) {
    beforeVerify = action;
  }

  void afterVerify(Runnable action) {
    afterVerify = action;
  }

  @Override
  public Identity verify(String accessToken) {
    beforeVerify.run();
    var identity = Optional.ofNullable(tokens.get(accessToken)).orElseThrow(Doorman::unknown);
    afterVerify.run();
    return identity;
  }

  @Override
  public Identity redeem(String ticket) {
    beforeVerify.run();
    return Optional.ofNullable(tickets.remove(ticket)).orElseThrow(Doorman::unknown);
  }

  private static RuntimeException unknown() {
    return new Problem.Unauthenticated("Unknown").refused();
  }
}

package dev.parley.platform.http;

import dev.parley.platform.http.contract.RequestCheck;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.limits.LimitTable;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import io.vertx.openapi.contract.Operation;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// One operation of the document with its handler: everything between a request that was received
/// and its answer. Runs on a virtual thread, may block, throws nothing.
final class OperationCall {
  private static final Logger LOG = LoggerFactory.getLogger(OperationCall.class);
  private static final String BEARER = "bearer ";
  private static final String JSON = "application/json";
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;

  /// What all operations share.
  record Shared(ApiServices services, LimitTable<Object> rates, Idempotency idempotency) {}

  private final String id;
  private final boolean secured;
  private final boolean changes;
  private final RequestCheck check;
  private final Operations.Registered registered;
  private final Shared shared;

  OperationCall(
      Operation operation, RequestCheck check, Operations.Registered registered, Shared shared) {
    this.id = operation.getOperationId();
    this.secured = !operation.getSecurityRequirements().isEmpty();
    this.changes = !operation.getHttpMethod().name().equals("GET");
    this.check = check;
    this.registered = registered;
    this.shared = shared;
  }

  String id() {
    return id;
  }

  Answer carryOut(Received received) {
    var trace = received.arrival().trace();
    MDC.put("traceId", trace.id());
    MDC.put("operation", id);
    try {
      return answer(received);
    } catch (Refused refused) {
      return Answer.problem(refused.problem(), trace);
    } catch (Throwable accident) {
      LOG.error("The operation {} failed", id, accident);
      return Answer.problem(new Problem.Internal(), trace);
    } finally {
      MDC.clear();
    }
  }

  private Answer answer(Received received) {
    var actor = secured ? Optional.of(authenticated(received)) : Optional.<Actor>empty();
    shared.rates.demand(actor.<Object>map(Actor::user).orElse(received.arrival().address()));
    if (check.takesBody() && received.body().length() > 0 && !isJson(received)) {
      var problem = new Problem.Invalid("", "Send application/json");
      return Answer.problem(problem, UNSUPPORTED_MEDIA_TYPE, received.arrival().trace());
    }
    check.parameters(received.given());
    var request = new AcceptedRequest(received, actor, check.body(received.body()));
    var key = received.header(Idempotency.HEADER).filter(_ -> changes);
    if (actor.isEmpty() || key.isEmpty()) return Answer.of(run(request, actor));
    return idempotent(received, request, key.get());
  }

  private Answer idempotent(Received received, Request request, String key) {
    var claim = Idempotency.Claim.of(request.actor(), key, id, received);
    var trace = received.arrival().trace();
    return registered.atomic()
        ? shared.idempotency.together(claim, trace, () -> registered.operation().handle(request))
        : shared.idempotency.once(claim, trace, () -> registered.operation().handle(request));
  }

  private Response run(Request request, Optional<Actor> actor) {
    if (!registered.atomic() || actor.isEmpty()) return registered.operation().handle(request);
    var tenant = actor.get().tenant();
    return shared.services.database().in(tenant, _ -> registered.operation().handle(request));
  }

  private Actor authenticated(Received received) {
    var header =
        received
            .header("Authorization")
            .orElseThrow(() -> new Problem.Unauthenticated("A bearer token is needed").refused());
    if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw new Problem.Unauthenticated("A bearer token is needed").refused();
    }
    var token = header.substring(BEARER.length()).strip();
    return shared.services.authenticator().verify(token).actor();
  }

  private static boolean isJson(Received received) {
    var type = received.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).strip();
    return type.equals(JSON) || type.startsWith(JSON + ";") || type.startsWith(JSON + " ");
  }
}

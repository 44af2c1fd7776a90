package dev.parley.platform.http;

import dev.parley.platform.http.contract.RequestCheck;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Ids;
import dev.parley.platform.limits.LimitTable;
import dev.parley.platform.net.AddressBlock;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import io.vertx.openapi.contract.Operation;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
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
  private final Operations.Handler handler;
  private final Shared shared;

  OperationCall(
      Operation operation, RequestCheck check, Operations.Handler handler, Shared shared) {
    this.id = operation.getOperationId();
    this.secured = !operation.getSecurityRequirements().isEmpty();
    this.changes = !operation.getHttpMethod().name().equals("GET");
    this.check = check;
    this.handler = handler;
    this.shared = shared;
    if (secured && changes && handler instanceof Operations.Handler.Plain) {
      throw new IllegalStateException(
          "The operation " + id + " changes something, and nothing makes it take effect once");
    }
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
    shared.rates.demand(
        actor.<Object>map(Actor::user).orElse(AddressBlock.of(received.arrival().address())));
    if (check.takesBody() && received.body().length() > 0 && !isJson(received)) {
      var problem = new Problem.Invalid("", "Send application/json");
      return Answer.problem(problem, UNSUPPORTED_MEDIA_TYPE, received.arrival().trace());
    }
    check.parameters(received.given());
    return answer(
        received, new AcceptedRequest(received, actor, check.body(received.body())), actor);
  }

  private Answer answer(Received received, Request request, Optional<Actor> actor) {
    var trace = received.arrival().trace();
    var claim = actor.flatMap(who -> claim(who, received));
    return switch (handler) {
      case Operations.Handler.Plain(var operation) -> Answer.of(operation.handle(request));
      case Operations.Handler.Change(var operation) ->
          claim
              .map(one -> shared.idempotency.together(one, trace, () -> operation.prepare(request)))
              .orElseGet(() -> Answer.of(run(operation.prepare(request), actor)));
      case Operations.Handler.Make(var operation) ->
          claim
              .map(
                  one -> shared.idempotency.once(one, trace, made -> operation.make(request, made)))
              .orElseGet(() -> Answer.of(operation.make(request, Ids.next())));
    };
  }

  private Optional<Idempotency.Claim> claim(Actor actor, Received received) {
    return received
        .header(Idempotency.HEADER)
        .filter(_ -> changes)
        .map(key -> Idempotency.Claim.of(actor, key, id, received));
  }

  private Response run(Supplier<Response> effect, Optional<Actor> actor) {
    if (actor.isEmpty()) return effect.get();
    return shared.services.database().in(actor.get().tenant(), _ -> effect.get());
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

package dev.parley.platform.http;

import java.util.UUID;
import java.util.function.Supplier;

/// Where features put their operations. Paths, parameters, body schemas and whether a token is
/// needed stand in the OpenAPI document alone; the server does not start when an operation of the
/// document has no handler, or a handler no operation.
///
/// What a person changes takes effect once for each `Idempotency-Key`, whatever dies meanwhile. So
/// it is registered with [#change], [#prepare] or [#make], each of which sees to that in its way;
/// the server does not start with one that was registered with [#on].
public interface Api {

  /// Carries out the operation of this `operationId`, one that reads, or that needs no token.
  Api on(String operationId, Operation operation);

  /// The same inside one transaction of the caller's tenant: all that the operation does in it is
  /// committed together, along with the record of its `Idempotency-Key`. Not for what waits for
  /// other transactions, such as the message appender's.
  Api change(String operationId, Operation operation);

  /// The same for what has long work to do first, such as hashing a password: that is done before
  /// the transaction begins, and done again for a repeated request; what it gives runs inside.
  Api prepare(String operationId, Preparation operation);

  /// For what takes effect in a transaction of others: the operation makes one thing, under the id
  /// that it is given. A repeated request is given the same id, also on another node, and must then
  /// find the thing where it has been made already.
  Api make(String operationId, Making operation);

  /// Called on a virtual thread of its own after the request was validated and authenticated; may
  /// block; refuses by throwing `Refused`.
  @FunctionalInterface
  interface Operation {
    Response handle(Request request);
  }

  /// An operation of which the first part runs before the transaction.
  @FunctionalInterface
  interface Preparation {
    Supplier<Response> prepare(Request request);
  }

  /// An operation that makes what the id names.
  @FunctionalInterface
  interface Making {
    Response make(Request request, UUID id);
  }
}

package dev.parley.platform.http;

/// Where features put their operations. Paths, parameters, body schemas and whether a token is
/// needed stand in the OpenAPI document alone; the server does not start when an operation of the
/// document has no handler, or a handler no operation.
public interface Api {

  /// Carries out the operation of this `operationId`.
  Api on(String operationId, Operation operation);

  /// The same inside one transaction of the caller's tenant: all that the operation does in it is
  /// committed together, along with the record of its `Idempotency-Key`, so that not even a crash
  /// makes a repeated request take effect twice. Not for what waits for other transactions, such as
  /// the message appender's.
  Api change(String operationId, Operation operation);

  /// Called on a virtual thread of its own after the request was validated and authenticated; may
  /// block; refuses by throwing `Refused`.
  @FunctionalInterface
  interface Operation {
    Response handle(Request request);
  }
}

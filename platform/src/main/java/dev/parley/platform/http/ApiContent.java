package dev.parley.platform.http;

import dev.parley.platform.http.contract.Contract;
import java.util.List;
import java.util.function.Supplier;

/// What the HTTP edge serves.
///
/// @param contract the OpenAPI document, as JSON
/// @param keySet the public keys of the tokens, as JSON
public record ApiContent(String contract, List<Routes> routes, Supplier<String> keySet) {

  /// The document of this build.
  public static ApiContent published(List<Routes> routes, Supplier<String> keySet) {
    return new ApiContent(Contract.resource("openapi.json"), routes, keySet);
  }
}

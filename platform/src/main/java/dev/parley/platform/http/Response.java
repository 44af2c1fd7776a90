package dev.parley.platform.http;

import dev.parley.platform.kernel.Json;
import java.util.HashMap;
import java.util.Map;

/// An answer: JSON text, or nothing for 204.
public record Response(int status, String body, Map<String, String> headers) {

  public static Response ok(Object value) {
    return of(200, value);
  }

  public static Response created(Object value) {
    return of(201, value);
  }

  public static Response noContent() {
    return new Response(204, "", Map.of());
  }

  public static Response of(int status, Object value) {
    return new Response(status, Json.write(value), Map.of());
  }

  public Response header(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new Response(status, body, Map.copyOf(more));
  }
}

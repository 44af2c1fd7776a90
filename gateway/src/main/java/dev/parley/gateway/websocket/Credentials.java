package dev.parley.gateway.websocket;

import dev.parley.platform.kernel.Authenticator;
import dev.parley.platform.kernel.Identity;
import dev.parley.protocol.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// How a client says who it is: exactly one of three ways. A token in the URL is refused, since
/// URLs are logged everywhere.
sealed interface Credentials {
  record Token(String value) implements Credentials {}

  record Ticket(String value) implements Credentials {}

  String SUBPROTOCOL = "parley.v1";
  String BEARER_PROTOCOL = "bearer.";
  Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/=-]+)");
  Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

  /// Refuses with `invalid` what is malformed or ambiguous, with `unauthenticated` what is absent.
  static Credentials of(RequestHead head) {
    List<Credentials> found = new ArrayList<>();
    for (var value : head.all("authorization")) found.add(new Token(bearer(value)));
    for (var item : head.items("sec-websocket-protocol")) {
      if (item.startsWith(BEARER_PROTOCOL)) {
        found.add(new Token(item.substring(BEARER_PROTOCOL.length())));
      }
    }
    for (var pair : head.query().split("&", -1)) ticket(pair, found);
    if (found.isEmpty()) throw new Problem.Unauthenticated("No credentials").refused();
    if (found.size() > 1) throw new Problem.Invalid("", "More than one credential").refused();
    return found.getFirst();
  }

  private static String bearer(String value) {
    var matcher = BEARER.matcher(value);
    if (!matcher.matches()) {
      throw new Problem.Unauthenticated("Not a bearer token").refused();
    }
    return matcher.group(1);
  }

  private static void ticket(String pair, List<Credentials> found) {
    int equals = pair.indexOf('=');
    var name = equals < 0 ? pair : pair.substring(0, equals);
    var value = equals < 0 ? "" : pair.substring(equals + 1);
    if (name.equals("token") || name.equals("access_token") || JWT.matcher(value).matches()) {
      throw new Problem.Invalid(name, "A token does not belong in a URL; use a ticket").refused();
    }
    if (name.equals("ticket")) found.add(new Ticket(value));
  }

  /// Blocks.
  default Identity verify(Authenticator authenticator) {
    return switch (this) {
      case Token(var value) -> authenticator.verify(value);
      case Ticket(var value) -> authenticator.redeem(value);
    };
  }
}

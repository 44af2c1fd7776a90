package dev.parley.app;

import dev.parley.features.identity.People;
import dev.parley.platform.config.Config;
import java.net.URI;
import java.util.Optional;

/// The links by which people of a tenant take up their invitations.
///
/// @param server where people reach the server, where that is known
record JoinLink(Optional<URI> server, String tenant) {

  static JoinLink of(Config config, String tenant) {
    return new JoinLink(config.listen().publicUrl(), tenant);
  }

  /// @param invitation the token
  String to(String invitation) {
    var base = server.map(URI::toString).orElse("").replaceFirst("/$", "");
    return "%s/join#tenant=%s&invitation=%s".formatted(base, tenant, invitation);
  }

  /// The link, with what to do with it.
  String advice(String invitation) {
    return "%s It works once, within %d days:%n  %s"
        .formatted(send("this link"), People.INVITATION_LIFE.toDays(), to(invitation));
  }

  /// What an operator does with links.
  String send(String what) {
    return server.isPresent()
        ? "Send them %s.".formatted(what)
        : "Send them %s, behind the address of your server (public-url is not set)."
            .formatted(what);
  }
}

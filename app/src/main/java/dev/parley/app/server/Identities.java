package dev.parley.app.server;

import dev.parley.features.identity.People;
import dev.parley.features.signin.AccessTokens;
import dev.parley.features.signin.RevocationWatch;
import dev.parley.features.signin.SessionAuthenticator;
import dev.parley.features.signin.Sessions;
import dev.parley.features.signin.SessionsEnded;
import dev.parley.features.signin.SignIn;
import dev.parley.features.signin.SigningKeys;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.agents.Agent;
import dev.parley.platform.http.Routes;
import dev.parley.platform.secrets.Passwords;
import dev.parley.platform.secrets.Tokens;
import java.time.Duration;
import java.util.List;

/// The features that say who people are.
record Identities(
    Tenants tenants,
    People people,
    SignIn signIn,
    SigningKeys keys,
    SessionAuthenticator authenticator) {
  /// How often keys that other nodes have made are looked for, and new ones made when it is time.
  private static final Duration KEYS_EVERY = Duration.ofMinutes(1);

  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  /// @param enrolment hears who comes and goes
  /// @param closes closes the connections of a session that was revoked
  static Identities wire(
      Base base, Settings settings, Enrolment enrolment, SessionsEnded closes, Closing closing) {
    var database = base.database();
    var clock = base.clock();
    var passwords = closing.add("passwords", new Passwords());
    var tenants = new Tenants(database);
    var sessions = new Sessions(database, base.bus(), clock);
    var ended = sessions.then(enrolment.ended());
    var people = new People(database, passwords::hash, ended, enrolment.arrivals(), clock);
    var keys = new SigningKeys(database, base.sealer(), clock);
    closing.add("signing keys", Agent.start("signing-keys", KEYS_EVERY, keys::refresh));
    var tokens = new Tokens(settings.issuer(), settings.tokenLife(), keys, clock);
    var doors =
        new SignIn.Doors(
            tenants,
            people,
            passwords::matches,
            actor -> {
              var issued = tokens.issue(actor);
              return new AccessTokens.Issued(issued.token().reveal(), issued.expiresAt());
            });
    var signIn = new SignIn(database, doors, sessions, clock);
    var watch = closing.add("revocations", RevocationWatch.start(sessions, base.bus(), closes));
    var authenticator = new SessionAuthenticator(tokens, signIn, sessions, watch, clock);
    return new Identities(tenants, people, signIn, keys, authenticator);
  }

  void startAgents(Closing closing) {
    closing.add("the sweep of sign-in", Agent.start("sign-in-sweep", SWEEP_EVERY, signIn::sweep));
  }

  List<Routes> routes() {
    return List.of(tenants.routes(), people.routes(), signIn.routes());
  }
}

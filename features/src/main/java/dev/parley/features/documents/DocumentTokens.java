package dev.parley.features.documents;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.secrets.KeyRing;
import dev.parley.platform.secrets.SignedTokens;
import dev.parley.platform.secrets.SignedTokens.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// Makes and verifies the tokens with which clients that can only set a URL come to one document:
/// each for one document in one life of its history, and for what its owner could do with it at
/// that moment. It is no access token, no access token is one, and it ends with the session that
/// asked for it. Safe for any thread.
public final class DocumentTokens {
  /// How long a token holds.
  public static final Duration LIFE = Duration.ofMinutes(15);

  private static final String DOCUMENT = "doc";
  private static final String ACCESS = "access";
  private static final String EPOCH = "epoch";
  private static final Purpose PURPOSE =
      new Purpose("document+jwt", "parley-documents", Set.of(DOCUMENT, ACCESS, EPOCH));

  private final Documents documents;
  private final SessionCheck sessions;
  private final SignedTokens signed;

  public DocumentTokens(Documents documents, SessionCheck sessions, SignedTokens signed) {
    this.documents = documents;
    this.sessions = sessions;
    this.signed = signed;
  }

  /// What [#DocumentTokens] signs with.
  public static SignedTokens signing(String issuer, KeyRing keys, InstantSource clock) {
    return new SignedTokens(PURPOSE, issuer, keys, clock);
  }

  /// A token as its owner gets it.
  ///
  /// @param access `READ` or `WRITE`
  public record Issued(String token, DocumentAccess access, Instant expiresAt) {
    @Override
    public String toString() {
      return "Issued[" + access + " until " + expiresAt + "]";
    }
  }

  /// A token for somebody who may read the document, or write it.
  public Issued issue(Actor actor, DocumentId id) {
    var document = documents.find(actor, id).document();
    boolean writes = document.access().atLeast(DocumentAccess.WRITE);
    var access = writes ? DocumentAccess.WRITE : DocumentAccess.READ;
    var scope =
        Map.of(
            DOCUMENT, id.toString(),
            ACCESS, access.label(),
            EPOCH, document.epoch().toString());
    var issued = signed.issue(actor, scope, LIFE);
    return new Issued(issued.token().reveal(), access, issued.expiresAt());
  }

  /// What a token says. Refuses with `token_expired` what was good once, and with `unauthenticated`
  /// everything else, also when its session has ended. May block.
  public DocumentPass verify(String token) {
    var verified = signed.verify(token);
    var pass = pass(verified);
    sessions.requireStanding(verified.identity().actor());
    return pass;
  }

  private static DocumentPass pass(SignedTokens.Verified verified) {
    var scope = verified.scope();
    return new DocumentPass(
        verified.identity(),
        DocumentId.of(claim(scope, DOCUMENT)),
        DocumentAccess.of(claim(scope, ACCESS)),
        UUID.fromString(claim(scope, EPOCH)));
  }

  private static String claim(Map<String, String> scope, String name) {
    return Objects.requireNonNull(scope.get(name));
  }
}

package dev.parley.features.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.secrets.KeyRing;
import dev.parley.platform.secrets.SignedTokens;
import dev.parley.platform.secrets.SigningKey;
import dev.parley.platform.secrets.Tokens;
import dev.parley.platform.secrets.VerifyingKey;
import dev.parley.protocol.Problem;
import dev.parley.testkit.ManualClock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DocumentTokensTest {
  private static final Server SERVER = new Server();
  private static final SigningKey KEY = SigningKey.generate();
  private static final KeyRing KEYS =
      new KeyRing() {
        @Override
        public SigningKey signing() {
          return KEY;
        }

        @Override
        public Optional<VerifyingKey> verifying(String id) {
          return Optional.of(KEY.publicHalf()).filter(key -> key.id().equals(id));
        }
      };

  private final ManualClock clock = ManualClock.atPresent();
  private final Set<SessionId> ended = new HashSet<>();
  private final DocumentTokens tokens =
      new DocumentTokens(
          SERVER.documents,
          this::requireStanding,
          DocumentTokens.signing("https://parley.example.org", KEYS, clock));
  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor gus = world.person("Gus");
  private final WorkspaceId work = world.workspace(ada);
  private final Document plan;

  DocumentTokensTest() {
    world.join(ada, work, WorkspaceRole.MEMBER, bob);
    world.join(ada, work, WorkspaceRole.GUEST, gus);
    plan = SERVER.documents.create(ada, work, DocumentDraft.usual("Plan", DocumentKind.RICH));
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private void requireStanding(Actor actor) {
    if (ended.contains(actor.session())) throw new Problem.Unauthenticated("Ended").refused();
  }

  private String verdict(String token) {
    return World.refusal(() -> tokens.verify(token));
  }

  @Test
  void aTokenSpeaksForOneDocumentAndWhatItsOwnerMay() {
    var issued = tokens.issue(bob, plan.id());
    var pass = tokens.verify(issued.token());
    assertThat(pass.identity().actor()).isEqualTo(bob);
    assertThat(pass.identity().expiresAt()).isEqualTo(issued.expiresAt());
    assertThat(pass.document()).isEqualTo(plan.id());
    assertThat(pass.access()).isEqualTo(issued.access()).isEqualTo(DocumentAccess.WRITE);
    assertThat(pass.epoch()).isEqualTo(plan.epoch());
    assertThat(issued.toString()).doesNotContain(issued.token());
  }

  @Test
  void whoOwnsWritesAndWhoCommentsReads() {
    assertThat(tokens.issue(ada, plan.id()).access()).isEqualTo(DocumentAccess.WRITE);
    assertThat(tokens.issue(gus, plan.id()).access()).isEqualTo(DocumentAccess.READ);
    SERVER.documentRights.put(ada, plan.id(), gus.user(), DocumentAccess.COMMENT);
    var issued = tokens.issue(gus, plan.id());
    assertThat(issued.access()).isEqualTo(DocumentAccess.READ);
    assertThat(tokens.verify(issued.token()).access()).isEqualTo(DocumentAccess.READ);
  }

  @Test
  void whoMayNothingGetsNone() {
    var stranger = world.person("Stranger");
    assertThat(World.refusal(() -> tokens.issue(stranger, plan.id()))).isEqualTo("not_found");
    SERVER.documentRights.put(ada, plan.id(), bob.user(), DocumentAccess.NONE);
    assertThat(World.refusal(() -> tokens.issue(bob, plan.id()))).isEqualTo("not_found");
    assertThat(World.refusal(() -> tokens.issue(ada, DocumentId.next()))).isEqualTo("not_found");
  }

  @Test
  void itExpires() {
    var token = tokens.issue(bob, plan.id()).token();
    assertThat(verdict(token)).isEmpty();
    clock.advance(DocumentTokens.LIFE);
    assertThat(verdict(token)).isEqualTo("token_expired");
  }

  @Test
  void itEndsWithItsSession() {
    var token = tokens.issue(bob, plan.id()).token();
    assertThat(verdict(token)).isEmpty();
    ended.add(bob.session());
    assertThat(verdict(token)).isEqualTo("unauthenticated");
  }

  @Test
  void anAccessTokenIsNoneAndItIsNoAccessToken() {
    var access = new Tokens("https://parley.example.org", KEYS, clock);
    assertThat(verdict(access.issue(bob).token().reveal())).isEqualTo("unauthenticated");
    var token = tokens.issue(bob, plan.id()).token();
    assertThat(World.refusal(() -> access.verify(token))).isEqualTo("unauthenticated");
  }

  @Test
  void oneOfAnotherDocumentOrOfAnotherHouseDoesNotPassForThisOne() {
    var other = SERVER.documents.create(ada, work, DocumentDraft.usual("B", DocumentKind.CODE));
    var token = tokens.issue(bob, other.id()).token();
    assertThat(tokens.verify(token).document()).isEqualTo(other.id());
    var parts = tokens.issue(bob, plan.id()).token().split("\\.");
    var theirs = token.split("\\.");
    assertThat(verdict(parts[0] + "." + theirs[1] + "." + parts[2])).isEqualTo("unauthenticated");
    var elsewhere =
        new DocumentTokens(
            SERVER.documents,
            this::requireStanding,
            DocumentTokens.signing("https://other.example.org", KEYS, clock));
    assertThat(verdict(elsewhere.issue(bob, plan.id()).token())).isEqualTo("unauthenticated");
  }

  @Test
  void whatOurKeySignedForAnotherPurposeIsRefused() {
    var scope =
        Map.of("doc", plan.id().toString(), "access", "write", "epoch", plan.epoch().toString());
    for (var purpose :
        new SignedTokens.Purpose[] {
          new SignedTokens.Purpose("at+jwt", "parley-documents", scope.keySet()),
          new SignedTokens.Purpose("document+jwt", "parley", scope.keySet())
        }) {
      var signed = new SignedTokens(purpose, "https://parley.example.org", KEYS, clock);
      var token = signed.issue(bob, scope, DocumentTokens.LIFE).token().reveal();
      assertThat(verdict(token)).isEqualTo("unauthenticated");
    }
    var purpose = new SignedTokens.Purpose("document+jwt", "parley-documents", Set.of("doc"));
    var signed = new SignedTokens(purpose, "https://parley.example.org", KEYS, clock);
    var partial = signed.issue(bob, Map.of("doc", plan.id().toString()), DocumentTokens.LIFE);
    assertThat(verdict(partial.token().reveal())).isEqualTo("unauthenticated");
  }
}

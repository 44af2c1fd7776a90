package dev.parley.features.documents;

import static dev.parley.features.documents.DocumentAccess.OWNER;
import static dev.parley.features.documents.DocumentAccess.READ;
import static dev.parley.features.documents.DocumentAccess.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DocumentRightsTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");
  private final Actor gus = world.person("Gus");
  private final Actor stranger = world.person("Stranger");

  /// Ada owns it, Bob and Cyd work in it, Gus is a guest.
  private final WorkspaceId work = world.workspace(ada);

  DocumentRightsTest() {
    world.join(ada, work, WorkspaceRole.MEMBER, bob, cyd);
    world.join(ada, work, WorkspaceRole.GUEST, gus);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private DocumentId plan() {
    var draft = DocumentDraft.usual("Plan", DocumentKind.RICH);
    return SERVER.documents.create(bob, work, draft).id();
  }

  private static void give(Actor by, DocumentId id, Actor person, DocumentAccess access) {
    SERVER.documentRights.put(by, id, person.user(), access);
  }

  @Test
  void rightsAreForOwnersAndOfPeopleOfTheWorkspaceAlone() {
    var id = plan();
    var rights = SERVER.documentRights;
    assertThat(World.refusal(() -> give(cyd, id, gus, WRITE))).isEqualTo("forbidden");
    assertThat(World.refusal(() -> give(stranger, id, gus, WRITE))).isEqualTo("not_found");
    assertThat(World.refusal(() -> give(bob, id, stranger, READ))).isEqualTo("not_found");
    assertThat(World.refusal(() -> rights.list(cyd, id))).isEqualTo("forbidden");
    assertThat(World.refusal(() -> rights.list(stranger, id))).isEqualTo("not_found");
    assertThat(World.refusal(() -> rights.delete(bob, id, gus.user()))).isEqualTo("not_found");
    give(bob, id, gus, OWNER);
    give(gus, id, cyd, READ);
    assertThat(rights.list(gus, id))
        .containsExactlyInAnyOrder(
            new DocumentRight(gus.user(), "Gus", OWNER),
            new DocumentRight(cyd.user(), "Cyd", READ));
    give(gus, id, gus, READ);
    assertThat(SERVER.documents.access(gus, id)).isEqualTo(READ);
  }

  @Test
  void aDocumentHasSoManyRightsAndNoMore() {
    var id = plan();
    var crowd = world.crowd(DocumentRights.OF_DOCUMENT_MAX + 1);
    for (int at = 0; at < crowd.size(); at += 100) {
      var some = crowd.subList(at, Math.min(at + 100, crowd.size()));
      SERVER.memberships.add(ada, work, new HashSet<>(some), WorkspaceRole.MEMBER);
    }
    for (var user : crowd.subList(0, DocumentRights.OF_DOCUMENT_MAX)) {
      SERVER.documentRights.put(bob, id, user, READ);
    }
    assertThat(World.refusal(() -> SERVER.documentRights.put(bob, id, crowd.getLast(), READ)))
        .isEqualTo("conflict");
    assertThat(World.refusal(() -> SERVER.documentRights.put(bob, id, crowd.getFirst(), WRITE)))
        .isEmpty();
    assertThat(SERVER.documentRights.list(bob, id)).hasSize(DocumentRights.OF_DOCUMENT_MAX);
  }

  @Test
  void nobodyHearsWhetherAStrangersRightIsOfSomebody() {
    var id = plan();
    var nobody = new UserId(UUID.randomUUID());
    assertThat(World.refusal(() -> SERVER.documentRights.put(bob, id, nobody, READ)))
        .isEqualTo(World.refusal(() -> SERVER.documentRights.put(bob, id, stranger.user(), READ)));
  }
}

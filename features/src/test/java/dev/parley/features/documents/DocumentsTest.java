package dev.parley.features.documents;

import static dev.parley.features.documents.DocumentAccess.COMMENT;
import static dev.parley.features.documents.DocumentAccess.NONE;
import static dev.parley.features.documents.DocumentAccess.OWNER;
import static dev.parley.features.documents.DocumentAccess.READ;
import static dev.parley.features.documents.DocumentAccess.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Event;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentsTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor adm = world.person("Adm");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");
  private final Actor gus = world.person("Gus");
  private final Actor stranger = world.person("Stranger");

  /// Ada owns it, Adm is an admin, Bob and Cyd work in it, Gus is a guest.
  private final WorkspaceId work = world.workspace(ada);

  DocumentsTest() {
    world.join(ada, work, WorkspaceRole.ADMIN, adm);
    world.join(ada, work, WorkspaceRole.MEMBER, bob, cyd);
    world.join(ada, work, WorkspaceRole.GUEST, gus);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private Document made(Actor actor, DocumentAccess members, DocumentAccess guests) {
    return SERVER.documents.create(
        actor, work, new DocumentDraft("Plan", DocumentKind.RICH, members, guests));
  }

  private DocumentId plan() {
    return made(bob, WRITE, READ).id();
  }

  private static DocumentAccess access(Actor actor, DocumentId id) {
    var single = SERVER.documents.access(actor, id);
    var asked = new Documents.Asked(id, actor.user());
    var held =
        SERVER.database.in(
            actor.tenant(), tx -> SERVER.documents.access(tx, actor.tenant(), List.of(asked)));
    assertThat(held).containsOnly(Map.entry(asked, single));
    if (single == NONE) {
      assertThat(World.refusal(() -> SERVER.documents.find(actor, id))).isEqualTo("not_found");
    } else {
      assertThat(SERVER.documents.find(actor, id).document().access()).isEqualTo(single);
    }
    return single;
  }

  private static DocumentChange title(String title) {
    return new DocumentChange(Optional.of(title), Optional.empty(), Optional.empty());
  }

  private static DocumentChange roles(DocumentAccess members, DocumentAccess guests) {
    return new DocumentChange(Optional.empty(), Optional.of(members), Optional.of(guests));
  }

  private static String update(Actor actor, DocumentId id, DocumentChange change) {
    return World.refusal(() -> SERVER.documents.update(actor, id, change));
  }

  private static String delete(Actor actor, DocumentId id) {
    return World.refusal(() -> SERVER.documents.delete(actor, id));
  }

  private static void give(Actor by, DocumentId id, Actor person, DocumentAccess access) {
    SERVER.documentRights.put(by, id, person.user(), access);
  }

  private List<DocumentId> listed(Actor actor) {
    return page(actor, Optional.empty(), Documents.PAGE_MAX).documents().stream()
        .map(Document::id)
        .toList();
  }

  private DocumentPage page(Actor actor, Optional<DocumentId> after, int limit) {
    var member = SERVER.workspaces.member(actor, work).orElseThrow();
    return SERVER.documents.list(member, after, limit);
  }

  @Test
  void aDocumentIsKeptAsItWasMade() {
    var made = made(bob, COMMENT, NONE);
    var found = SERVER.documents.find(bob, made.id()).document();
    assertThat(found).isEqualTo(made);
    assertThat(found.title()).isEqualTo("Plan");
    assertThat(found.kind()).isEqualTo(DocumentKind.RICH);
    assertThat(found.workspaceId()).isEqualTo(work);
    assertThat(found.createdBy()).isEqualTo(bob.user());
    assertThat(found.memberAccess()).isEqualTo(COMMENT);
    assertThat(found.guestAccess()).isEqualTo(NONE);
    assertThat(found.epoch()).isNotEqualTo(made(bob, COMMENT, NONE).epoch());
  }

  @ParameterizedTest
  @EnumSource(names = "OWNER", mode = EnumSource.Mode.EXCLUDE)
  void whatARoleMayIsWhatTheDocumentSaysOfIt(DocumentAccess set) {
    var others = set == WRITE ? NONE : WRITE;
    var forMembers = made(bob, set, others).id();
    assertThat(access(cyd, forMembers)).isEqualTo(set);
    assertThat(access(gus, forMembers)).isEqualTo(others);
    var forGuests = made(bob, others, set).id();
    assertThat(access(cyd, forGuests)).isEqualTo(others);
    assertThat(access(gus, forGuests)).isEqualTo(set);
    for (var id : List.of(forMembers, forGuests)) {
      for (var owner : List.of(ada, adm, bob)) assertThat(access(owner, id)).isEqualTo(OWNER);
      assertThat(access(stranger, id)).isEqualTo(NONE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onesOwnRightWinsOverThatOfTheRole(DocumentAccess own) {
    for (var roles : List.of(NONE, WRITE)) {
      var id = made(bob, roles, roles).id();
      for (var person : List.of(ada, adm, bob, cyd, gus)) give(bob, id, person, own);
      assertThat(access(cyd, id)).isEqualTo(own);
      assertThat(access(gus, id)).isEqualTo(own);
      for (var owner : List.of(ada, adm, bob)) assertThat(access(owner, id)).isEqualTo(OWNER);
      SERVER.documentRights.delete(ada, id, cyd.user());
      assertThat(access(cyd, id)).isEqualTo(roles);
      assertThat(access(gus, id)).isEqualTo(own);
    }
  }

  @Test
  void whoWritesGivesTitlesAndWhoOwnsSaysWhoMayWhat() {
    var id = plan();
    assertThat(update(cyd, id, title("Cyd's"))).isEmpty();
    assertThat(update(gus, id, title("Gus's"))).isEqualTo("forbidden");
    assertThat(update(cyd, id, roles(WRITE, WRITE))).isEqualTo("forbidden");
    assertThat(update(stranger, id, title("Taken"))).isEqualTo("not_found");
    assertThat(update(adm, id, roles(READ, NONE))).isEmpty();
    assertThat(update(cyd, id, title("Again"))).isEqualTo("forbidden");
    assertThat(update(gus, id, title("Again"))).isEqualTo("not_found");
    assertThat(SERVER.documents.find(cyd, id).document().title()).isEqualTo("Cyd's");
  }

  @Test
  void aDeletedDocumentIsMissingForEveryone() {
    var id = plan();
    give(bob, id, gus, WRITE);
    assertThat(delete(cyd, id)).isEqualTo("forbidden");
    assertThat(delete(gus, id)).isEqualTo("forbidden");
    assertThat(delete(stranger, id)).isEqualTo("not_found");
    assertThat(delete(adm, id)).isEmpty();
    for (var person : List.of(ada, adm, bob, cyd, gus)) {
      assertThat(access(person, id)).isEqualTo(NONE);
      assertThat(delete(person, id)).isEqualTo("not_found");
      assertThat(listed(person)).isEmpty();
    }
    assertThat(held(List.of(id))).isEmpty();
  }

  @Test
  void guestsMakeNoneAndStrangersFindNoWorkspace() {
    assertThat(World.refusal(() -> made(gus, WRITE, READ))).isEqualTo("forbidden");
    assertThat(World.refusal(() -> made(stranger, WRITE, READ))).isEqualTo("not_found");
    assertThat(listed(ada)).isEmpty();
  }

  @Test
  void aListLeavesOutWhatMayNotBeRead() {
    var open = made(bob, WRITE, READ).id();
    var members = made(bob, READ, NONE).id();
    var secret = made(bob, NONE, NONE).id();
    var shared = made(bob, NONE, NONE).id();
    give(bob, shared, gus, COMMENT);
    give(bob, open, cyd, NONE);
    assertThat(listed(ada)).containsExactly(open, members, secret, shared);
    assertThat(listed(bob)).containsExactly(open, members, secret, shared);
    assertThat(listed(cyd)).containsExactly(members);
    assertThat(listed(gus)).containsExactly(open, shared);
  }

  @Test
  void aListComesInPagesOfWhatMayBeRead() {
    var seen = new ArrayList<DocumentId>();
    for (int i = 0; i < 5; i++) {
      seen.add(made(bob, READ, NONE).id());
      made(bob, NONE, NONE);
    }
    var read = new ArrayList<DocumentId>();
    var at = page(cyd, Optional.empty(), 2);
    while (true) {
      assertThat(at.documents()).hasSizeBetween(1, 2);
      at.documents().forEach(document -> read.add(document.id()));
      assertThat(at.hasMore()).isEqualTo(at.nextAfter().isPresent());
      if (!at.hasMore()) break;
      at = page(cyd, at.nextAfter(), 2);
    }
    assertThat(read).isEqualTo(seen);
  }

  @Test
  void whoLeavesTheWorkspaceMayNothingAndComesBackWithoutTheirRights() {
    var id = made(bob, READ, NONE).id();
    give(bob, id, gus, WRITE);
    give(bob, id, cyd, OWNER);
    SERVER.memberships.remove(ada, work, gus.user());
    SERVER.memberships.remove(cyd, work, cyd.user());
    SERVER.memberships.remove(bob, work, bob.user());
    for (var gone : List.of(gus, cyd, bob)) assertThat(access(gone, id)).isEqualTo(NONE);
    world.join(ada, work, WorkspaceRole.GUEST, gus);
    world.join(ada, work, WorkspaceRole.MEMBER, cyd);
    assertThat(access(gus, id)).isEqualTo(NONE);
    assertThat(access(cyd, id)).isEqualTo(READ);
    assertThat(SERVER.documentRights.list(ada, id)).isEmpty();
  }

  @Test
  void whoIsDeactivatedAndWhoseWorkspaceHasEndedMayNothing() {
    var id = plan();
    world.deactivate(cyd);
    assertThat(access(cyd, id)).isEqualTo(NONE);
    SERVER.workspaces.delete(ada, work);
    for (var gone : List.of(ada, bob, gus)) assertThat(access(gone, id)).isEqualTo(NONE);
  }

  @Test
  void aRoleThatIsTakenBackTakesWhatItGave() {
    var id = made(bob, WRITE, NONE).id();
    SERVER.memberships.change(ada, work, cyd.user(), WorkspaceRole.GUEST);
    assertThat(access(cyd, id)).isEqualTo(NONE);
    SERVER.memberships.change(ada, work, adm.user(), WorkspaceRole.MEMBER);
    assertThat(access(adm, id)).isEqualTo(WRITE);
  }

  @Test
  void nobodyReachesADocumentOfAnotherTenant() {
    var id = plan();
    var far = SERVER.world().person("Far");
    assertThat(access(far, id)).isEqualTo(NONE);
    assertThat(update(far, id, title("Taken"))).isEqualTo("not_found");
    assertThat(delete(far, id)).isEqualTo("not_found");
    assertThat(World.refusal(() -> give(far, id, far, OWNER))).isEqualTo("not_found");
    var asTheirs = new Actor(far.tenant(), bob.user(), bob.session(), bob.role());
    assertThat(access(asTheirs, id)).isEqualTo(NONE);
    var held =
        SERVER.database.in(
            far.tenant(), tx -> SERVER.documents.hold(tx, far.tenant(), List.of(id)));
    assertThat(held).isEmpty();
  }

  @Test
  void itsTopicTellsWhatChanged() {
    var id = plan();
    SERVER.documents.update(cyd, id, title("New"));
    SERVER.documents.update(cyd, id, title("New"));
    SERVER.documents.update(bob, id, roles(WRITE, NONE));
    give(bob, id, gus, READ);
    give(bob, id, gus, READ);
    SERVER.documentRights.delete(bob, id, gus.user());
    SERVER.documents.delete(bob, id);
    var own = world.events(id.topic());
    assertThat(own.stream().map(Event::type))
        .containsExactly(
            "document.updated",
            "document.updated",
            "document.access",
            "document.access",
            "document.access",
            "document.deleted");
    assertThat(Json.tree(own.get(0).payload()).get("changes").toString())
        .isEqualTo("{\"title\":\"New\"}");
    assertThat(Json.tree(own.get(1).payload()).get("changes").toString())
        .isEqualTo("{\"guestAccess\":\"none\"}");
    assertThat(own.get(2).ends()).isEqualTo(new Ending.Onlookers());
    assertThat(own.getLast().ends()).isEqualTo(new Ending.Everyone());
  }

  @Test
  void theWorkspaceHearsWhichDocumentChangedAndNoMore() {
    var id = plan();
    SERVER.documents.update(cyd, id, title("New"));
    SERVER.documents.update(bob, id, roles(WRITE, NONE));
    give(bob, id, gus, READ);
    SERVER.documentRights.delete(bob, id, gus.user());
    SERVER.documents.delete(bob, id);
    var ofWorkspace =
        world.events(work.topic()).stream()
            .filter(event -> event.type().startsWith("document."))
            .toList();
    assertThat(ofWorkspace)
        .allSatisfy(
            event -> assertThat(event.payload()).isEqualTo("{\"documentId\":\"" + id + "\"}"));
    assertThat(ofWorkspace.stream().map(Event::type))
        .containsExactly(
            "document.changed",
            "document.changed",
            "document.changed",
            "document.changed",
            "document.changed",
            "document.deleted");
  }

  @Test
  void whoMayReadItMayHearIt() {
    var id = made(bob, NONE, READ).id();
    assertThat(SERVER.grants.grant(gus, id.topic()).name()).isEqualTo("FULL");
    assertThat(SERVER.grants.grant(cyd, id.topic()).name()).isEqualTo("NONE");
    assertThat(SERVER.grants.grant(stranger, id.topic()).name()).isEqualTo("NONE");
  }

  @Test
  void whoIsGivenAnotherRoleIsAskedAgainWhatTheyMayHear() {
    SERVER.memberships.change(ada, work, cyd.user(), WorkspaceRole.GUEST);
    SERVER.memberships.remove(ada, work, gus.user());
    for (var person : List.of(cyd, gus)) {
      var last = world.events(Topic.user(person.user().value())).getLast();
      assertThat(last.ends()).isEqualTo(new Ending.Onlookers());
    }
  }

  @Test
  void whoeverHoldsItsLockAdvancesIt() {
    var first = made(bob, WRITE, READ);
    var second = made(bob, WRITE, READ);
    var asked = List.of(second.id(), DocumentId.next(), first.id());
    assertThat(held(asked).values()).containsExactlyInAnyOrder(as(first, 0, 0), as(second, 0, 0));
    var advance = new Documents.Advance(first.id(), 7, 1_234);
    SERVER.database.in(
        world.tenant,
        tx -> {
          SERVER.documents.advance(tx, world.tenant, List.of(advance));
          return advance;
        });
    assertThat(held(asked).values())
        .containsExactlyInAnyOrder(as(first, 7, 1_234), as(second, 0, 0));
  }

  private Map<DocumentId, Documents.Held> held(List<DocumentId> ids) {
    return SERVER.database.in(world.tenant, tx -> SERVER.documents.hold(tx, world.tenant, ids));
  }

  private Documents.Held as(Document document, long seq, long bytes) {
    return new Documents.Held(document.id(), work, document.kind(), document.epoch(), seq, bytes);
  }

  @Test
  void noRoleOwnsAndNoTitleIsBlankOrTooLong() {
    var most = "t".repeat(DocumentDraft.TITLE_LENGTH_MAX);
    assertThat(World.refusal(() -> title(most))).isEmpty();
    assertThat(World.refusal(() -> title(most + "t"))).isEqualTo("too_large");
    assertThat(World.refusal(() -> title(" "))).isEqualTo("invalid");
    assertThat(World.refusal(() -> DocumentDraft.usual(" ", DocumentKind.CODE)))
        .isEqualTo("invalid");
    assertThat(World.refusal(() -> roles(OWNER, READ))).isEqualTo("invalid");
    assertThat(World.refusal(() -> made(bob, READ, OWNER))).isEqualTo("invalid");
  }
}

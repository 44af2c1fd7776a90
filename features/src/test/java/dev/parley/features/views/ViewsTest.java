package dev.parley.features.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.boards.BoardDraft;
import dev.parley.features.boards.BoardId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");
  private final Actor gus = world.person("Gus");
  private final Actor stranger = world.person("Stranger");

  /// Ada owns it, Bob and Cyd work in it, Gus is a guest.
  private final WorkspaceId work = world.workspace(ada);

  private final BoardId board = board(work, ada);

  ViewsTest() {
    world.join(ada, work, WorkspaceRole.MEMBER, bob, cyd);
    world.join(ada, work, WorkspaceRole.GUEST, gus);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static BoardId board(WorkspaceId workspace, Actor owner) {
    return SERVER.boards.create(owner, workspace, BoardDraft.usual("Launch")).id();
  }

  private static ViewDraft draft(String name, boolean shared, Optional<BoardId> board) {
    return new ViewDraft(name, board, shared, ViewLayout.LIST, "label=party&sort=-due");
  }

  private static ViewDraft personal(String name) {
    return draft(name, false, Optional.empty());
  }

  private static ViewDraft shared(String name) {
    return draft(name, true, Optional.empty());
  }

  private View made(Actor actor, ViewDraft draft) {
    return SERVER.views.create(actor, work, draft);
  }

  private List<String> seen(Actor actor) {
    var member = SERVER.workspaces.member(actor, work).orElseThrow();
    return SERVER.views.list(member).stream().map(View::name).toList();
  }

  private String update(Actor actor, View view, int version, ViewDraft draft) {
    return World.refusal(() -> SERVER.views.update(actor, view.id(), version, draft));
  }

  private String delete(Actor actor, View view) {
    return World.refusal(() -> SERVER.views.delete(actor, view.id()));
  }

  @Test
  void aViewIsKeptAsItWasMade() {
    var view = made(bob, draft("Mine", false, Optional.of(board)));
    var member = SERVER.workspaces.member(bob, work).orElseThrow();
    assertThat(SERVER.views.list(member)).containsExactly(view);
    assertThat(view.ownerId()).isEqualTo(bob.user());
    assertThat(view.boardId()).contains(board);
    assertThat(view.layout()).isEqualTo(ViewLayout.LIST);
    assertThat(view.query()).isEqualTo("label=party&sort=-due");
    assertThat(view.version()).isEqualTo(1);
  }

  @Test
  void aPersonalViewIsSeenByItsMakerAloneAndASharedOneByAll() {
    made(bob, personal("Bob's"));
    made(bob, shared("Ours"));
    made(gus, personal("Gus's"));
    assertThat(seen(bob)).containsExactly("Bob's", "Ours");
    assertThat(seen(ada)).containsExactly("Ours");
    assertThat(seen(gus)).containsExactly("Ours", "Gus's");
  }

  @Test
  void aPersonalViewIsMissingForEverybodyElse() {
    var view = made(bob, personal("Bob's"));
    for (var other : List.of(ada, cyd, gus, stranger)) {
      assertThat(update(other, view, 1, personal("Taken"))).isEqualTo("not_found");
      assertThat(delete(other, view)).isEqualTo("not_found");
    }
    assertThat(update(bob, view, 1, personal("Changed"))).isEmpty();
    assertThat(seen(bob)).containsExactly("Changed");
  }

  @Test
  void aSharedViewIsChangedByItsMakerAndByWhoAdministersTheWorkspace() {
    var view = made(bob, shared("Ours"));
    assertThat(update(cyd, view, 1, shared("Cyd's"))).isEqualTo("forbidden");
    assertThat(delete(gus, view)).isEqualTo("forbidden");
    assertThat(update(stranger, view, 1, shared("Taken"))).isEqualTo("not_found");
    assertThat(update(bob, view, 1, shared("Bob's"))).isEmpty();
    assertThat(update(ada, view, 2, shared("Ada's"))).isEmpty();
    assertThat(seen(cyd)).containsExactly("Ada's");
    assertThat(delete(ada, view)).isEmpty();
    assertThat(seen(bob)).isEmpty();
  }

  @Test
  void whoHasNotReadTheCurrentVersionIsRefused() {
    var view = made(bob, shared("Ours"));
    assertThat(update(ada, view, 1, shared("Ada's"))).isEmpty();
    assertThat(update(bob, view, 1, shared("Bob's"))).isEqualTo("stale");
    assertThat(seen(bob)).containsExactly("Ada's");
  }

  @Test
  void whatIsSharedNoMoreIsItsMakersAlone() {
    var view = made(bob, shared("Ours"));
    assertThat(update(ada, view, 1, personal("Bob's"))).isEmpty();
    assertThat(seen(ada)).isEmpty();
    assertThat(seen(bob)).containsExactly("Bob's");
  }

  @Test
  void guestsKeepViewsAndShareNone() {
    assertThat(World.refusal(() -> made(gus, shared("Ours")))).isEqualTo("forbidden");
    var view = made(gus, personal("Mine"));
    assertThat(update(gus, view, 1, shared("Ours"))).isEqualTo("forbidden");
    assertThat(seen(ada)).isEmpty();
  }

  @Test
  void whoIsNotInTheWorkspaceMakesNone() {
    assertThat(World.refusal(() -> made(stranger, personal("Mine")))).isEqualTo("not_found");
    var elsewhere = draft("Mine", false, Optional.of(board(world.workspace(cyd), cyd)));
    assertThat(World.refusal(() -> made(cyd, elsewhere))).isEqualTo("not_found");
  }

  @Test
  void aViewOfABoardEndsWithIt() {
    var view = made(bob, draft("Ours", true, Optional.of(board)));
    SERVER.boards.delete(ada, board);
    assertThat(seen(bob)).isEmpty();
    assertThat(delete(bob, view)).isEqualTo("not_found");
  }

  @Test
  void nobodyHasMoreThanTheyMay() {
    for (int at = 0; at < Views.PERSONAL_MAX; at++) made(bob, personal("View " + at));
    assertThat(World.refusal(() -> made(bob, personal("One more")))).isEqualTo("conflict");
    assertThat(World.refusal(() -> made(cyd, personal("Cyd's")))).isEmpty();
    var view = made(bob, shared("Ours"));
    assertThat(update(ada, view, 1, personal("One more"))).isEqualTo("conflict");
    for (int at = 1; at < Views.SHARED_MAX; at++) made(cyd, shared("Shared " + at));
    assertThat(World.refusal(() -> made(ada, shared("One more")))).isEqualTo("conflict");
    assertThat(seen(bob)).hasSize(Views.PERSONAL_MAX + Views.SHARED_MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "assignee=me&assignee=none&label=a%20b&column=c&due=week&text=x%26y&sort=-due&month=2026-11",
        "text=",
        "label=a+b",
        "text=a=b"
      })
  void aQueryOfKnownNamesIsKept(String query) {
    var draft = new ViewDraft("Mine", Optional.empty(), false, ViewLayout.BOARD, query);
    assertThat(made(bob, draft).query()).isEqualTo(query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"colour=red", "label", "=x", "&", "label=a&", "label=%zz", "text=%00", "?text=a"})
  void anyOtherQueryIsRefused(String query) {
    var refusal =
        World.refusal(
            () -> new ViewDraft("Mine", Optional.empty(), false, ViewLayout.BOARD, query));
    assertThat(refusal).isEqualTo("invalid");
  }

  @Test
  void whatIsTooLongIsRefused() {
    var name = "n".repeat(ViewDraft.NAME_LENGTH_MAX);
    var query = "text=" + "q".repeat(ViewQuery.LENGTH_MAX - 5);
    assertThat(made(bob, new ViewDraft(name, Optional.empty(), true, ViewLayout.BOARD, query)))
        .extracting(View::name, View::query)
        .containsExactly(name, query);
    assertThat(refused(name + "n", query)).isEqualTo("too_large");
    assertThat(refused(name, query + "q")).isEqualTo("too_large");
    assertThat(refused(" ", query)).isEqualTo("invalid");
  }

  private static String refused(String name, String query) {
    return World.refusal(
        () -> new ViewDraft(name, Optional.empty(), true, ViewLayout.BOARD, query));
  }
}

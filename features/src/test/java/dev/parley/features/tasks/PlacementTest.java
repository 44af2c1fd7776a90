package dev.parley.features.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.boards.Board;
import dev.parley.features.boards.BoardDraft;
import dev.parley.features.boards.BoardId;
import dev.parley.features.boards.Column;
import dev.parley.features.boards.ColumnId;
import dev.parley.features.boards.TaskStatus;
import dev.parley.features.tasks.TaskOrder.Make;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Where tasks stand on boards.
class PlacementTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final WorkspaceId work = world.workspace(ada);

  PlacementTest() {
    world.join(ada, work, WorkspaceRole.MEMBER, bob);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static TaskFields fields(String json) {
    return TaskFields.read(Json.tree(json.replace('\'', '"')), Set.of());
  }

  private Task create(Actor actor, String json) {
    var make = new Make(TaskId.next(), work, fields(json), Optional.empty());
    return World.await(SERVER.tasks.create(actor, make));
  }

  private static Tasks.Wish wish(Task read, String json) {
    return new Tasks.Wish(read.id(), read.version(), false, fields(json));
  }

  private static Tasks.Wish merging(Task read, String json) {
    return new Tasks.Wish(read.id(), read.version(), true, fields(json));
  }

  private static Task update(Actor actor, Tasks.Wish wish) {
    return World.await(SERVER.tasks.update(actor, wish));
  }

  private static String field(Task task, TaskField field) {
    return task.fields().text(field);
  }

  private Board board() {
    return SERVER.boards.create(ada, work, BoardDraft.usual("Board"));
  }

  private static ColumnId column(Board board, int at) {
    return board.columns().get(at).id();
  }

  @Test
  void columnAndStatusGoTogether() {
    var board = board();
    var made = create(ada, "{'title':'t','boardId':'%s'}".formatted(board.id()));
    assertThat(field(made, TaskField.COLUMN)).isEqualTo("" + column(board, 0));
    var done = update(ada, wish(made, "{'status':'done'}"));
    assertThat(field(done, TaskField.COLUMN)).isEqualTo("" + column(board, 2));
    var doing = update(ada, wish(done, "{'columnId':'%s'}".formatted(column(board, 1))));
    assertThat(field(doing, TaskField.STATUS)).isEqualTo("doing");
    assertThat(World.refusal(() -> update(ada, wish(doing, "{'status':'cancelled'}"))))
        .isEqualTo("unprocessable");
    assertThat(
            World.refusal(
                () -> update(ada, wish(doing, "{'columnId':'%s'}".formatted(ColumnId.next())))))
        .isEqualTo("unprocessable");
    var off = update(ada, wish(doing, "{'boardId':null}"));
    assertThat(off.fields().id(TaskField.COLUMN)).isEmpty();
    assertThat(
            World.refusal(
                () -> create(ada, "{'title':'t','boardId':'%s'}".formatted(BoardId.next()))))
        .isEqualTo("unprocessable");
  }

  @Test
  void tasksComeToTheEndOfTheirColumn() {
    var board = board();
    var places = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      var made = create(ada, "{'title':'t','boardId':'%s'}".formatted(board.id()));
      places.add(field(made, TaskField.POSITION));
    }
    assertThat(places).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void severalMoveTogetherOrNotAtAll() {
    var board = board();
    var json = "{'title':'t','boardId':'%s'}".formatted(board.id());
    var one = create(ada, json);
    var other = create(ada, json);
    var move = "{'columnId':'%s'}".formatted(column(board, 2));
    var moved = World.await(SERVER.tasks.update(bob, List.of(wish(one, move), wish(other, move))));
    assertThat(moved).extracting(task -> field(task, TaskField.STATUS)).containsOnly("done");
    assertThat(moved).extracting(task -> field(task, TaskField.POSITION)).isSorted();
    var back = "{'columnId':'%s'}".formatted(column(board, 0));
    assertThat(
            World.refusal(() ->
                World.await(
                    SERVER.tasks.update(
                        ada, List.of(wish(moved.getFirst(), back), wish(other, back))))))
        .isEqualTo("stale");
    assertThat(SERVER.tasks.find(ada, one.id()).task()).isEqualTo(moved.getFirst());
  }

  @Test
  void aColumnWithTasksStays() {
    var board = board();
    var made = create(ada, "{'title':'t','boardId':'%s'}".formatted(board.id()));
    var only = List.of(new Column(ColumnId.next(), "Only", TaskStatus.DONE));
    assertThat(
            World.refusal(
                () -> SERVER.boards.update(ada, board.id(), 1, new BoardDraft("Board", only))))
        .isEqualTo("conflict");
    assertThat(World.refusal(() -> SERVER.boards.delete(ada, board.id()))).isEqualTo("conflict");
    World.await(SERVER.tasks.delete(ada, made.id(), OptionalInt.empty()));
    SERVER.boards.delete(ada, board.id());
    assertThat(World.refusal(() -> SERVER.boards.find(ada, board.id()))).isEqualTo("not_found");
  }

  @Test
  void whatFollowsFromAChangeOverwritesNobodyUnseen() {
    var board = board();
    var only =
        new BoardDraft("Other", List.of(new Column(ColumnId.next(), "Open", TaskStatus.TO_DO)));
    var other = SERVER.boards.create(ada, work, only);
    var made = create(ada, "{'title':'t','boardId':'%s'}".formatted(board.id()));
    update(bob, wish(made, "{'status':'done'}"));
    var move = merging(made, "{'boardId':'%s'}".formatted(other.id()));
    assertThat(World.refusal(() -> update(ada, move))).isEqualTo("stale");
    var moved = update(ada, merging(made, "{'description':'x'}"));
    assertThat(field(moved, TaskField.STATUS)).isEqualTo("done");
  }

  @Test
  void whoMovesACardWithinItsColumnIsNotInTheWayOfWhoDoesIt() {
    var board = board();
    var made = create(ada, "{'title':'t','boardId':'%s'}".formatted(board.id()));
    update(bob, wish(made, "{'position':'a5'}"));
    var done = update(ada, merging(made, "{'status':'done'}"));
    assertThat(field(done, TaskField.COLUMN)).isEqualTo("" + column(board, 2));
  }

  @Test
  void aColumnWithTasksStandsForWhatItStoodFor() {
    var board = board();
    create(ada, "{'title':'t','boardId':'%s'}".formatted(board.id()));
    var first = board.columns().getFirst();
    var columns = new ArrayList<>(board.columns());
    columns.set(0, new Column(first.id(), first.name(), TaskStatus.DONE));
    var draft = new BoardDraft("Board", columns);
    assertThat(World.refusal(() -> SERVER.boards.update(ada, board.id(), 1, draft)))
        .isEqualTo("conflict");
    columns.set(0, new Column(first.id(), "Renamed", first.status()));
    SERVER.boards.update(ada, board.id(), 1, new BoardDraft("Board", columns));
  }

  @Test
  void theLongestPlaceIsInNobodysWay() {
    var board = board();
    var longest = "z".repeat(FractionalIndex.LENGTH_MAX);
    var json = "{'title':'t','boardId':'%s','position':'%s'}".formatted(board.id(), longest);
    create(ada, json);
    var after = create(bob, "{'title':'t','boardId':'%s'}".formatted(board.id()));
    assertThat(field(after, TaskField.POSITION)).isEqualTo(longest);
  }
}

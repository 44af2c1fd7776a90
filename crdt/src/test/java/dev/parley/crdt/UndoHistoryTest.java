package dev.parley.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UndoHistoryTest {
  private static final UndoOptions EACH = UndoOptions.DEFAULT.capturing(Duration.ZERO);

  private final Doc doc = new Doc(DocOptions.DEFAULT.withClient(1));
  private final Text text = doc.text("t");

  @Test
  void onlyTransactionsOfTheGivenOriginsAreTakenBack() {
    try (var undo = new UndoHistory(List.of(text), EACH.following(Set.of("mine", Long.class)))) {
      text.insert(0, "a");
      doc.transact("mine", () -> text.insert(1, "b"));
      doc.transact(7L, () -> text.insert(2, "c"));
      doc.transact("other", () -> text.insert(3, "d"));
      assertThat(undo.undo()).isTrue();
      assertThat(undo.undo()).isTrue();
      assertThat(undo.undo()).isFalse();
      assertThat(text).hasToString("ad");
    }
  }

  @Test
  void whatComesFromOthersIsNotTakenBack() {
    var other = new Doc(DocOptions.DEFAULT.withClient(2));
    other.text("t").insert(0, "theirs");
    try (var undo = new UndoHistory(List.of(text), EACH)) {
      doc.applyUpdate(other.encodeState());
      assertThat(undo.canUndo()).isFalse();
    }
  }

  @Test
  void editsWithinTheTimeoutAreOneStep() {
    var now = new AtomicLong(1000);
    var options = UndoOptions.DEFAULT.timedBy(() -> Instant.ofEpochMilli(now.get()));
    try (var undo = new UndoHistory(List.of(text), options)) {
      text.insert(0, "a");
      now.addAndGet(499);
      text.insert(1, "b");
      now.addAndGet(500);
      text.insert(2, "c");
      undo.undo();
      assertThat(text).hasToString("ab");
      undo.undo();
      assertThat(text).hasToString("");
    }
  }

  @Test
  void aStepKeepsItsNotesUntilItIsPopped() {
    var selections = new ArrayList<>();
    try (var undo = new UndoHistory(List.of(text), EACH)) {
      undo.onEvent(event -> {
        switch (event) {
          case UndoHistory.Event.Added(var step, _, _) -> step.notes().put("selection", 3);
          case UndoHistory.Event.Popped(var step, _) -> selections.add(step.notes());
          case UndoHistory.Event.Updated _, UndoHistory.Event.Cleared _ -> {}
        }
      });
      text.insert(0, "abc");
      undo.undo();
    }
    assertThat(selections).containsExactly(Map.of("selection", 3));
  }

  @Test
  void whatAFilterProtectsIsNotDeleted() {
    var list = doc.array("l");
    var options = EACH.deletingOnly(gone -> !gone.content().contains("keep"));
    try (var undo = new UndoHistory(doc, options)) {
      doc.transact(() -> {
        list.add(new NewType.NewText("x"));
        text.insert(0, "keep");
      });
      undo.undo();
    }
    assertThat(list.toJson()).isEqualTo(List.of());
    assertThat(text).hasToString("keep");
  }

  @Test
  void aTypeCanJoinTheScope() {
    var map = doc.map("m");
    try (var undo = new UndoHistory(List.of(text), EACH)) {
      map.put("k", 1);
      assertThat(undo.canUndo()).isFalse();
      undo.addScope(map);
      map.put("k", 2);
      undo.undo();
      assertThat(map.toJson()).isEqualTo(Map.of("k", 1L));
      undo.clear();
      assertThat(undo.canRedo()).isFalse();
    }
  }
}

package dev.parley.crdt.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.crdt.Doc;
import dev.parley.crdt.DocOptions;
import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.ids.StateVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredDocumentTest {
  private static final int EDITS = 2 * StoredDocument.TAIL_MAX;

  private final List<byte[]> updates = new ArrayList<>();
  private final Doc hot = typed();

  private Doc typed() {
    var doc = new Doc(DocOptions.DEFAULT.withClient(1));
    doc.onUpdate((update, from) -> updates.add(update));
    var random = new Random(3);
    var text = doc.text("t");
    for (int i = 0; i < EDITS; i++) {
      if (text.length() > 20 && random.nextInt(4) == 0) text.delete(random.nextInt(20), 1);
      else text.insert(random.nextInt(text.length() + 1), "word ");
    }
    text.insert(0, "much that goes again ".repeat(200));
    text.delete(0, 4_000);
    return doc;
  }

  private StoredDocument warm() {
    var warm = StoredDocument.empty(Limits.DEFAULT);
    updates.forEach(warm::add);
    return warm;
  }

  private static Doc doc(byte[] state) {
    var doc = new Doc(DocOptions.DEFAULT.withClient(9));
    doc.applyUpdate(state);
    return doc;
  }

  @Test
  void itAnswersAsADocumentDoes() {
    var warm = warm();
    assertThat(warm.stateVector()).isEqualTo(hot.stateVector());
    assertThat(doc(warm.missing(StateVector.EMPTY)).encodeState()).isEqualTo(hot.encodeState());
    var behind = doc(updates.getFirst());
    behind.applyUpdate(warm.missing(behind.stateVector()));
    assertThat(behind.encodeState()).isEqualTo(hot.encodeState());
    assertThat(warm.open(DocOptions.DEFAULT).text("t")).hasToString(hot.text("t").toString());
  }

  @Test
  void orderAndRepetitionMakeNoDifference() {
    Collections.shuffle(updates, new Random(5));
    updates.addAll(updates.subList(0, EDITS / 2));
    var warm = warm();
    assertThat(warm.stateVector()).isEqualTo(hot.stateVector());
    assertThat(doc(warm.toBytes()).encodeState()).isEqualTo(hot.encodeState());
  }

  @Test
  void whatIsMissingWaitsAndIsNotClaimed() {
    var warm = StoredDocument.empty(Limits.DEFAULT);
    updates.subList(1, updates.size()).forEach(warm::add);
    assertThat(warm.stateVector()).isEqualTo(StateVector.EMPTY);
    warm.add(updates.getFirst());
    assertThat(warm.stateVector()).isEqualTo(hot.stateVector());
  }

  @Test
  void whatIsNoUpdateChangesNothing() {
    var warm = warm();
    var before = warm.toBytes();
    assertThatThrownBy(() -> warm.add(new byte[] {1, 2, 3})).isInstanceOf(MalformedUpdate.class);
    assertThat(warm.toBytes()).isEqualTo(before);
    var narrow = StoredDocument.of(before, Limits.DEFAULT.withUpdateBytes(4));
    assertThatThrownBy(() -> narrow.add(updates.getFirst())).isInstanceOf(MalformedUpdate.class);
    assertThat(narrow.toBytes()).isEqualTo(before);
  }

  @Test
  void compactingDropsWhatWasDeletedAndKeepsTheRest() {
    var warm = warm();
    long before = warm.size();
    warm.compact();
    assertThat(warm.size()).isLessThan(before);
    assertThat(warm.toBytes()).isEqualTo(hot.encodeState());
    assertThat(warm.stateVector()).isEqualTo(hot.stateVector());
  }
}

package dev.parley.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.UpdateFormat;
import java.util.Arrays;
import java.util.List;

/// Updates of strangers on their way into a document: each is applied wholly, or the document is as
/// it was. What was applied is written again, and loads.
class DocFuzzTest {
  @FuzzTest
  void anEmptyDocumentTakesTheFirstFormatOrNothing(byte[] update) {
    takeAlone(Samples.empty(), UpdateFormat.V1, update);
  }

  @FuzzTest
  void anEmptyDocumentTakesTheSecondFormatOrNothing(byte[] update) {
    takeAlone(Samples.empty(), UpdateFormat.V2, update);
  }

  @FuzzTest
  void aFullDocumentTakesTheFirstFormatOrNothing(byte[] update) {
    takeAlone(Samples.filled(), UpdateFormat.V1, update);
  }

  @FuzzTest
  void aFullDocumentTakesTheSecondFormatOrNothing(byte[] update) {
    takeAlone(Samples.filled(), UpdateFormat.V2, update);
  }

  /// Several updates, each with a byte before it that is its length; later ones may bring what
  /// earlier ones wait for.
  @FuzzTest
  void whatWaitsIsTakenOrKept(byte[] bytes) {
    var doc = Samples.filled();
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + (bytes[at] & 0xFF));
      take(doc, UpdateFormat.V1, Arrays.copyOfRange(bytes, at + 1, end));
      at = end;
    }
    Samples.assertLoadsAgain(doc);
  }

  private static void takeAlone(Doc doc, UpdateFormat format, byte[] update) {
    take(doc, format, update);
    Samples.assertLoadsAgain(doc);
  }

  private static void take(Doc doc, UpdateFormat format, byte[] update) {
    var follower = Samples.follower();
    follower.applyUpdate(doc.encodeState());
    var before = Samples.everythingOf(doc);
    try (Following following = new Following(doc, follower)) {
      doc.applyUpdate(format, update, null);
      following.check();
    } catch (MalformedUpdate refused) {
      assertThat(Samples.everythingOf(doc)).isEqualTo(before);
      return;
    }
    Samples.read(doc);
  }

  /// A document that hears all updates of another one.
  private static final class Following implements AutoCloseable {
    private final Doc doc;
    private final Doc follower;
    private final List<Subscription> subscriptions;

    Following(Doc doc, Doc follower) {
      this.doc = doc;
      this.follower = follower;
      subscriptions =
          List.of(
              doc.onUpdate((update, from) -> follower.applyUpdate(update)),
              doc.text("t").observe(SharedEvent::delta),
              doc.map("m").observeDeep(events -> events.forEach(SharedEvent::keys)));
    }

    void check() {
      assertThat(follower.stateVector()).isEqualTo(doc.stateVector());
      assertThat(follower.snapshot().deleted().containsAll(doc.snapshot().deleted())).isTrue();
    }

    @Override
    public void close() {
      subscriptions.forEach(Subscription::close);
    }
  }
}

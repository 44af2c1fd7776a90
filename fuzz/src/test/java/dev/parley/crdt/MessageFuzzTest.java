package dev.parley.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.Snapshot;
import dev.parley.crdt.ids.StateVector;
import dev.parley.crdt.sync.Awareness;
import dev.parley.crdt.sync.AwarenessUpdate;
import dev.parley.crdt.sync.SyncMessage;
import java.time.InstantSource;

/// What peers say besides updates: each is refused, or is written again as what it was read as.
class MessageFuzzTest {
  private static final long SELF = 1;

  @FuzzTest
  void aSyncMessageIsReadOrRefused(byte[] bytes) {
    try {
      var message = SyncMessage.decode(bytes);
      assertThat(SyncMessage.decode(message.encode())).isEqualTo(message);
    } catch (MalformedUpdate refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @FuzzTest
  void aStateVectorIsReadOrRefused(byte[] bytes) {
    try {
      var vector = StateVector.decode(bytes);
      assertThat(StateVector.decode(vector.encode())).isEqualTo(vector);
      Samples.empty().applyUpdate(Samples.filled().encodeState(UpdateFormat.V1, vector));
    } catch (MalformedUpdate refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @FuzzTest
  void aSnapshotIsReadOrRefused(byte[] bytes) {
    for (var format : UpdateFormat.values()) {
      try {
        var snapshot = Snapshot.decode(format, bytes);
        assertThat(Snapshot.decode(format, snapshot.encode(format))).isEqualTo(snapshot);
      } catch (MalformedUpdate refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }

  @FuzzTest
  void aPositionIsReadAndFound(byte[] bytes) {
    try {
      var position = RelativePosition.decode(bytes);
      assertThat(RelativePosition.decode(position.encode())).isEqualTo(position);
      position.resolve(Samples.filled());
    } catch (MalformedUpdate refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @FuzzTest
  void awarenessTakesAnUpdateWhollyOrNotAtAll(byte[] bytes) {
    var awareness = new Awareness(SELF, InstantSource.system());
    var before = awareness.encode();
    try {
      var update = AwarenessUpdate.decode(bytes);
      assertThat(AwarenessUpdate.decode(update.encode())).isEqualTo(update);
      var change = awareness.apply(update);
      AwarenessUpdate.decode(awareness.encode(change.clients()));
    } catch (MalformedUpdate refused) {
      assertThat(awareness.encode()).isEqualTo(before);
      return;
    }
    awareness.setLocalState("{\"a\":1}");
    awareness.removeLocalState();
    AwarenessUpdate.decode(awareness.encode());
  }
}

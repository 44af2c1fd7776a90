package dev.parley.crdt.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.crdt.codec.ByteReader;
import dev.parley.crdt.codec.ByteWriter;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.ids.StateVector;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncMessageTest {
  private static final Protocols.Sync YJS = Protocols.sync();

  @Test
  void messagesAreWrittenAsYjsWritesThem() {
    assertThat(new SyncMessage.Step1(StateVector.EMPTY).encode()).isEqualTo(YJS.empty());
    var vector = StateVector.decode(YJS.vector());
    assertThat(new SyncMessage.Step1(vector).encode()).isEqualTo(YJS.step1());
    assertThat(new SyncMessage.Step2(YJS.state()).encode()).isEqualTo(YJS.step2());
    assertThat(new SyncMessage.Update(YJS.state()).encode()).isEqualTo(YJS.update());
  }

  @Test
  void messagesOfYjsAreRead() {
    assertThat(SyncMessage.decode(YJS.empty())).isEqualTo(new SyncMessage.Step1(StateVector.EMPTY));
    assertThat(SyncMessage.decode(YJS.step1()))
        .isEqualTo(new SyncMessage.Step1(StateVector.of(Map.of(7L, 5L))));
    assertThat(SyncMessage.decode(YJS.step2())).isEqualTo(new SyncMessage.Step2(YJS.state()));
    assertThat(SyncMessage.decode(YJS.update())).isEqualTo(new SyncMessage.Update(YJS.state()));
  }

  @Test
  void messagesThatFollowEachOtherAreReadOneByOne() {
    var writer = new ByteWriter();
    var first = new SyncMessage.Step1(StateVector.EMPTY);
    var second = new SyncMessage.Update(YJS.state());
    first.write(writer);
    second.write(writer);
    var reader = new ByteReader(writer.toBytes());
    assertThat(SyncMessage.read(reader)).isEqualTo(first);
    assertThat(SyncMessage.read(reader)).isEqualTo(second);
    assertThat(reader.isEmpty()).isTrue();
    assertThatThrownBy(() -> SyncMessage.decode(writer.toBytes()))
        .isInstanceOf(MalformedUpdate.class);
  }

  @Test
  void whatIsCutShortIsRefused() {
    for (var message : new byte[][] {YJS.step1(), YJS.step2(), YJS.update()}) {
      for (int length = 0; length < message.length; length++) {
        var cut = Arrays.copyOf(message, length);
        assertThatThrownBy(() -> SyncMessage.decode(cut)).isInstanceOf(MalformedUpdate.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 100, 127})
  void whatIsNoMessageIsRefused(int kind) {
    var bytes = new byte[] {(byte) kind, 1, 0};
    assertThatThrownBy(() -> SyncMessage.decode(bytes)).isInstanceOf(MalformedUpdate.class);
  }

  @Test
  void aLengthThatIsNotThereAllocatesNothing() {
    var bytes = new byte[] {2, -1, -1, -1, -1, 7};
    assertThatThrownBy(() -> SyncMessage.decode(bytes)).isInstanceOf(MalformedUpdate.class);
  }
}

package dev.parley.crdt.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.crdt.codec.ByteWriter;
import dev.parley.crdt.codec.MalformedUpdate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwarenessTest {
  private Instant now = Instant.EPOCH;
  private final Awareness ada = new Awareness(1, () -> now);
  private final Awareness bob = new Awareness(2, () -> now);

  @Test
  void whatOneSaysTheOthersHear() {
    ada.setLocalState("{\"name\":\"Ada\"}");
    assertThat(bob.apply(ada.encode()).added()).containsExactly(1L);
    assertThat(bob.states()).isEqualTo(Map.of(2L, "{}", 1L, "{\"name\":\"Ada\"}"));
  }

  @Test
  void aStateThatIsOnlyWrittenOtherwiseIsNewButNoChange() {
    ada.setLocalState("{\"a\":1,\"b\":2}");
    bob.apply(ada.encode());
    ada.setLocalState("{ \"b\": 2, \"a\": 1 }");
    var change = bob.apply(ada.encode());
    assertThat(change.updated()).containsExactly(1L);
    assertThat(change.changed()).isEmpty();
  }

  @Test
  void whoIsNotHeardOfIsGoneAfterTheTimeout() {
    ada.setLocalState("{}");
    bob.apply(ada.encode());
    now = now.plus(Awareness.TIMEOUT).minusMillis(1);
    assertThat(bob.expire().removed()).isEmpty();
    now = now.plusMillis(1);
    assertThat(bob.expire().removed()).containsExactly(1L);
    assertThat(bob.states()).containsOnlyKeys(2L);
  }

  @Test
  void nobodySaysThatAnotherIsGoneForLong() {
    ada.setLocalState("{\"name\":\"Ada\"}");
    bob.apply(ada.encode());
    bob.remove(List.of(1L));
    var change = ada.apply(bob.encode(List.of(1L)));
    assertThat(ada.localState()).contains("{\"name\":\"Ada\"}");
    assertThat(bob.apply(ada.encode(change.clients())).updated()).containsExactly(1L);
    assertThat(bob.states()).containsKey(1L);
  }

  @Test
  void whoIsGoneForLongestIsForgottenAndTheRestIsNot() {
    int half = Awareness.CLIENTS_MAX / 2;
    bob.apply(gone(10, half));
    bob.apply(gone(100_000, half));
    bob.apply(gone(200_000, 1));
    assertThatThrownBy(() -> bob.encode(List.of(10L))).isInstanceOf(IllegalArgumentException.class);
    assertThat(bob.encode(List.of(2L, 100_000L, 200_000L))).isNotEmpty();
  }

  @Test
  void moreThanAreAllowedAreRefusedAndNoneOfThemIsTaken() {
    var all = new AwarenessUpdate(entries(10, Awareness.CLIENTS_MAX, Optional.of("{}")));
    assertThatThrownBy(() -> bob.apply(all)).isInstanceOf(MalformedUpdate.class);
    assertThat(bob.states()).containsOnlyKeys(2L);
  }

  @Test
  void allStatesTogetherAreBounded() {
    var large = Optional.of("\"" + "x".repeat(60_000) + "\"");
    var update = new AwarenessUpdate(entries(10, 300, large));
    assertThatThrownBy(() -> bob.apply(update)).isInstanceOf(MalformedUpdate.class);
    assertThat(bob.states()).containsOnlyKeys(2L);
  }

  @Test
  void aStateThatIsTooLargeIsRefused() {
    var state = "\"" + "x".repeat(AwarenessUpdate.STATE_BYTES_MAX) + "\"";
    var update = new AwarenessUpdate(entries(10, 1, Optional.of(state))).encode();
    assertThatThrownBy(() -> bob.apply(update)).isInstanceOf(MalformedUpdate.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "nul", "{\"a\":}", "[1,]", "{} {}"})
  void aStateThatIsNotJsonIsRefusedWithAllThatStandsBeforeIt(String text) {
    var writer = new ByteWriter();
    writer.writeVarUint(2);
    for (var state : List.of("{}", text)) {
      writer.writeVarUint(9);
      writer.writeVarUint(1);
      writer.writeVarString(state);
    }
    assertThatThrownBy(() -> bob.apply(writer.toBytes())).isInstanceOf(MalformedUpdate.class);
    assertThat(bob.states()).containsOnlyKeys(2L);
  }

  @Test
  void whatIsCutShortOrToldOfMoreThanThereIsIsRefused() {
    ada.setLocalState("{\"name\":\"Ada\"}");
    var update = ada.encode();
    for (int length = 0; length < update.length; length++) {
      var cut = Arrays.copyOf(update, length);
      assertThatThrownBy(() -> bob.apply(cut)).isInstanceOf(MalformedUpdate.class);
    }
    var longer = Arrays.copyOf(update, update.length + 1);
    assertThatThrownBy(() -> bob.apply(longer)).isInstanceOf(MalformedUpdate.class);
    var many = new byte[] {-1, -1, -1, -1, 7};
    assertThatThrownBy(() -> bob.apply(many)).isInstanceOf(MalformedUpdate.class);
  }

  private static byte[] gone(long from, int count) {
    return new AwarenessUpdate(entries(from, count, Optional.empty())).encode();
  }

  private static List<AwarenessUpdate.Entry> entries(long from, int count, Optional<String> state) {
    return LongStream.range(from, from + count)
        .mapToObj(client -> new AwarenessUpdate.Entry(client, 1, state))
        .toList();
  }
}

package dev.parley.e2e.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.history.Anomaly.Kind;
import dev.parley.e2e.history.Recorder.Scribe;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Each anomaly is found where it was put, by its name, and none where there is none.
class JudgeTest {
  private static final String ROOM = "room";

  private final Recorder recorder = new Recorder();
  private final Scribe ada = recorder.scribe("ada");
  private final Scribe bob = recorder.scribe("bob");
  private final Scribe whole = recorder.scribe(Recorder.FINAL);

  private void send(Scribe who, String value, long seq) {
    who.sending(ROOM, value);
    who.sent(ROOM, value, seq);
  }

  private void read(Scribe who, String... values) {
    for (int i = 0; i < values.length; i++) who.saw(ROOM, i + 1, values[i], Operation.NONE);
  }

  private List<Kind> kinds() {
    return Judge.judge(recorder.operations()).stream().map(Anomaly::kind).toList();
  }

  @Test
  void nothingIsFoundInAHistoryWithoutFault() {
    bob.resumed(ROOM, false, 7);
    ada.sending(ROOM, "a");
    bob.saw(ROOM, 1, "a", 8);
    ada.sent(ROOM, "a", 1);
    bob.heard(ROOM, "message.read", 9);
    ada.sending(ROOM, "refused");
    ada.refused(ROOM, "refused");
    ada.sending(ROOM, "unknown but there");
    ada.unanswered(ROOM, "unknown but there");
    ada.sending(ROOM, "unknown and not there");
    ada.unanswered(ROOM, "unknown and not there");
    bob.resumed(ROOM, true, 9);
    bob.saw(ROOM, 2, "unknown but there", 10);
    bob.saw(ROOM, 3, Recorder.SYSTEM + "1", 11);
    read(whole, "a", "unknown but there", Recorder.SYSTEM + "1");
    assertThat(Judge.judge(recorder.operations())).isEmpty();
  }

  @Test
  void nothingIsFoundInALongRandomHistoryOfAServerWithoutFault() {
    long seed = new Random().nextLong();
    var history = new CorrectServer(new Random(seed)).history(5_000);
    assertThat(Judge.judge(history)).as("seed " + seed).isEmpty();
  }

  @Test
  void anAcknowledgedMessageThatIsNotThereIsLost() {
    send(ada, "a", 1);
    send(ada, "b", 2);
    read(whole, "a");
    assertThat(kinds()).containsExactly(Kind.LOST);
  }

  @Test
  void aMessageThatIsGivenTwiceIsADuplicate() {
    send(ada, "a", 1);
    bob.saw(ROOM, 1, "a", 1);
    bob.saw(ROOM, 1, "a", 2);
    read(whole, "a");
    assertThat(kinds()).containsExactly(Kind.DUPLICATE);
  }

  @Test
  void aMessageThatStandsInTheConversationTwiceIsADuplicateWithTwoSeqs() {
    send(ada, "a", 1);
    read(whole, "a", "a");
    assertThat(kinds()).containsExactly(Kind.DIVERGENT, Kind.DUPLICATE);
  }

  @Test
  void twoValuesAtOneSeqDiverge() {
    send(ada, "a", 1);
    send(bob, "b", 1);
    read(whole, "a");
    assertThat(kinds()).containsExactly(Kind.DIVERGENT, Kind.LOST);
  }

  @Test
  void oneValueAtTwoSeqsDiverges() {
    send(ada, "a", 1);
    send(ada, "b", 2);
    bob.saw(ROOM, 1, "b", 1);
    bob.saw(ROOM, 2, "a", 2);
    assertThat(kinds()).containsOnly(Kind.DIVERGENT);
  }

  @Test
  void aSeqThatIsLeftOutIsAGap() {
    send(ada, "a", 1);
    send(ada, "b", 2);
    send(ada, "c", 3);
    bob.saw(ROOM, 1, "a", 1);
    bob.saw(ROOM, 3, "c", 2);
    assertThat(kinds()).containsExactly(Kind.GAP);
  }

  @Test
  void anOffsetThatIsLeftOutIsAGap() {
    bob.heard(ROOM, "message.read", 1);
    bob.heard(ROOM, "message.read", 3);
    assertThat(kinds()).containsExactly(Kind.GAP);
  }

  @Test
  void anEarlierMessageAfterALaterOneGoesBackwards() {
    send(ada, "a", 1);
    send(ada, "b", 2);
    bob.saw(ROOM, 2, "b", Operation.NONE);
    bob.saw(ROOM, 1, "a", Operation.NONE);
    assertThat(kinds()).containsExactly(Kind.GAP, Kind.BACKWARDS);
  }

  @Test
  void aRefusedMessageThatIsThereIsFound() {
    ada.sending(ROOM, "a");
    ada.refused(ROOM, "a");
    read(whole, "a");
    assertThat(kinds()).containsExactly(Kind.REFUSED_VISIBLE);
  }

  @Test
  void aRecoveryThatLeftSomethingOutIsFound() {
    for (int i = 1; i <= 3; i++) send(ada, "m" + i, i);
    bob.saw(ROOM, 1, "m1", 1);
    bob.resumed(ROOM, true, 1);
    bob.saw(ROOM, 3, "m3", 2);
    assertThat(kinds()).containsExactly(Kind.WRONG_RECOVERED);
  }

  @Test
  void aMessageThatIsSeenBeforeItIsSentIsAPhantom() {
    bob.saw(ROOM, 1, "a", 1);
    send(ada, "a", 1);
    read(whole, "a");
    assertThat(kinds()).containsExactly(Kind.PHANTOM);
  }

  @Test
  void aLaterSendWithALowerSeqIsReordered() {
    send(ada, "a", 2);
    send(bob, "b", 1);
    read(whole, "b", "a");
    assertThat(kinds()).containsExactly(Kind.REORDERED);
  }

  @Test
  void whatAReaderWasNeverGivenIsUnseen() {
    send(ada, "a", 1);
    send(ada, "b", 2);
    read(bob, "a");
    read(whole, "a", "b");
    assertThat(kinds()).containsExactly(Kind.UNSEEN);
  }

  @Test
  void anAnomalyNamesTheOperationsThatShowIt() {
    send(ada, "a", 1);
    send(ada, "b", 2);
    read(whole, "a");
    var anomaly = Judge.judge(recorder.operations()).getFirst();
    assertThat(anomaly.operations()).extracting(Operation::value).containsExactly("b", "b");
    assertThat(anomaly.toString()).contains("LOST", "ada invoke send b", "ada ok send b seq 2");
  }
}

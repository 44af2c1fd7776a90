package dev.parley.e2e.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.history.Anomaly.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What clients did to one thing is judged by what the thing is, and written down for others.
class RegisterTest {

  private static Register message(Call... calls) {
    var register = new Register("message", Model.register("first"));
    for (var call : calls) register.add(call);
    return register;
  }

  private static Optional<Anomaly> judged(Register register) {
    return register.anomaly(register.verdict());
  }

  @Test
  void aMessageThatShowsAnEarlierTextAfterALaterOneIsNamed() {
    var broken =
        message(
            Call.write("a", 1, 2, "one"),
            Call.write("b", 3, 4, "two"),
            Call.read("c", 5, 6, "two"),
            Call.read("c", 7, 8, "one"));
    assertThat(judged(broken)).get().extracting(Anomaly::kind).isEqualTo(Kind.NOT_LINEARIZABLE);
    assertThat(judged(broken).orElseThrow().text()).startsWith("message").contains("read -> one");
  }

  @Test
  void anEditThatWasNotAnsweredMayShowAndMayNot() {
    var open = Call.write("a", 1, Call.NEVER, "one");
    assertThat(judged(message(open, Call.read("b", 2, 3, "first")))).isEmpty();
    assertThat(judged(message(open, Call.read("b", 2, 3, "one")))).isEmpty();
  }

  @Test
  void aWatermarkThatIsMovedBackAndAnswersSoIsNamed() {
    var mark = new Register("read-watermark", Model.watermark(0));
    mark.add(Call.write("a", 1, 2, "7"));
    mark.add(Call.write("b", 3, 4, "5"));
    assertThat(judged(mark)).isPresent();
  }

  private static Register task(Call... calls) {
    var register = new Register("task", Model.versioned("1:first"));
    for (var call : calls) register.add(call);
    return register;
  }

  private static Call edit(String process, long invoked, String value, String answer) {
    return new Call(process, invoked, invoked + 5, Call.Verb.WRITE, value, answer);
  }

  @Test
  void twoWhoBothChangeTheSameVersionAreNamed() {
    assertThat(judged(task(edit("a", 1, "1:one", "2:one"), edit("b", 2, "2:two", "3:two"))))
        .isEmpty();
    var both = task(edit("a", 1, "1:one", "2:one"), edit("b", 2, "1:two", "2:two"));
    assertThat(judged(both)).get().extracting(Anomaly::kind).isEqualTo(Kind.NOT_LINEARIZABLE);
    var lost = task(edit("a", 1, "1:one", "2:one"), Call.read("b", 8, 9, "1:first"));
    assertThat(judged(lost)).isPresent();
  }

  @Test
  void aCallIsALineAndOneThatNeverReturnedSaysSo(@TempDir Path folder) throws IOException {
    var register = message(Call.read("b", 20, 30, "first"), Call.write("a", 10, Call.NEVER, "one"));
    var file = folder.resolve("registers.csv");
    CallFile.write(file, "seed 1", List.of(register));
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "# seed 1",
            CallFile.COLUMNS,
            "10,,a,write,message,one,",
            "20,30,b,read,message,,first");
  }
}

package dev.parley.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {

  @Test
  void aLineThatIsIndentedGoesOnWithTheOneBefore() {
    var transcript =
        Transcript.parse(
            """
            title: Tea
            person: Ada Park, Design
            person: Bo Lind, Sales
            unread: Bo Lind, 2

            [00:00] Ada Park: Two things:
                1. milk

                2. sugar
            [00:30] Bo Lind: Yes: both.
            """);
    assertThat(transcript.title()).contains("Tea");
    assertThat(transcript.people())
        .containsExactly(
            new Transcript.Person("Ada Park", "Design"), new Transcript.Person("Bo Lind", "Sales"));
    assertThat(transcript.unread()).containsExactly(new Transcript.Unread("Bo Lind", 2));
    assertThat(transcript.lines())
        .isEqualTo(
            List.of(
                new Transcript.Line("00:00", "Ada Park", "Two things:\n1. milk\n\n2. sugar"),
                new Transcript.Line("00:30", "Bo Lind", "Yes: both.")));
  }
}

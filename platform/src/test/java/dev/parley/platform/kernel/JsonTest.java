package dev.parley.platform.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
  private record Pen(String colour) {}

  private record Letter(String text, List<Pen> pens, int copies) {}

  @Test
  void anUnknownFieldIsNamed() {
    assertThat(refusal("{\"text\":\"Hi\",\"ink\":1}"))
        .isEqualTo(new Problem.Invalid("ink", "Unknown field"));
    assertThat(refusal("{\"pens\":[{\"colour\":\"red\"},{\"wide\":1}]}"))
        .isEqualTo(new Problem.Invalid("pens.1.wide", "Unknown field"));
  }

  @Test
  void aValueThatDoesNotFitIsNamedByItsField() {
    assertThat(refusal("{\"copies\":\"many\"}"))
        .isEqualTo(new Problem.Invalid("copies", "Not a valid value"));
    assertThat(refusal("[]")).isEqualTo(new Problem.Invalid("", "Not the expected object"));
  }

  @Test
  void whatIsNoJsonIsSaidToBeNone() {
    assertThat(refusal("{\"text\":")).isEqualTo(new Problem.Invalid("", "Not valid JSON"));
  }

  @Test
  void aNameWithoutEndIsNotToldBack() {
    var name = "x".repeat(Json.FIELD_LENGTH_MAX + 1);
    assertThat(refusal("{\"" + name + "\":1}")).isEqualTo(new Problem.Invalid("", "Unknown field"));
  }

  @Test
  void noRefusalNamesAClass() {
    for (var text : List.of("{\"ink\":1}", "{\"copies\":[]}", "[]", "7", "{\"pens\":7}", "{")) {
      assertThat(refusal(text).detail()).as(text).doesNotContain("Letter", "Pen", "dev.parley");
    }
  }

  private static Problem refusal(String text) {
    return catchThrowableOfType(Refused.class, () -> Json.read(text, Letter.class)).problem();
  }
}

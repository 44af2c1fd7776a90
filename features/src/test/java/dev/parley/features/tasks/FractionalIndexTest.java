package dev.parley.features.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FractionalIndexTest {

  /// The examples of the `fractional-indexing` package.
  @ParameterizedTest
  @CsvSource({
    "a0, a1, a0V",
    "a1, a2, a1V",
    "a0V, a1, a0l",
    "Zz, a0, ZzV",
    "Zz, a1, a0",
    "a0, a0V, a0G",
    "a0, a0G, a08",
    "b125, b129, b127",
    "a0, a1V, a1",
    "Zz, a01, a0",
    "a0V, a0VV, a0VG",
  })
  void betweenTwoIsAShortOne(String low, String high, String between) {
    assertThat(FractionalIndex.between(low, high)).isEqualTo(between);
  }

  @ParameterizedTest
  @CsvSource({
    "a0, a1",
    "a1, a2",
    "az, b00",
    "b00, b01",
    "bzz, c000",
    "a0V, a1",
    "Zz, a0",
    "Yzz, Z0"
  })
  void afterIsTheNextNumber(String place, String next) {
    assertThat(FractionalIndex.after(place)).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({"a0, Zz", "a1, a0", "b00, az", "a0V, a0", "Z0, Yzz", "c000, bzz"})
  void beforeIsTheLastNumber(String place, String previous) {
    assertThat(FractionalIndex.before(place)).isEqualTo(previous);
  }

  @Test
  void theEndsHaveRoomStill() {
    var last = "z" + "z".repeat(26);
    assertThat(FractionalIndex.after(last)).isEqualTo(last + "V");
    assertThat(FractionalIndex.before("A" + "0".repeat(25) + "1"))
        .isLessThan("A" + "0".repeat(25) + "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "0a", "a00", "a0-", "b0", "A00000000000000000000000000", "é0"})
  void notEveryTextIsAPlace(String text) {
    assertThat(FractionalIndex.isValid(text)).isFalse();
  }

  @Test
  void longOnesAreNone() {
    assertThat(FractionalIndex.isValid("a0" + "V".repeat(FractionalIndex.LENGTH_MAX))).isFalse();
  }

  @Test
  void aLowOneHasToBeLower() {
    assertThatThrownBy(() -> FractionalIndex.between("a1", "a1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyOrderOfInsertsKeepsTheOrder() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<String> places = new ArrayList<>(List.of(FractionalIndex.FIRST));
      for (int i = 0; i < 300; i++) {
        int at = random.nextInt(places.size() + 1);
        places.add(at, placeAt(places, at));
      }
      assertThat(places).isSorted().doesNotHaveDuplicates().allMatch(FractionalIndex::isValid);
    }
  }

  private static String placeAt(List<String> places, int at) {
    if (at == 0) return FractionalIndex.before(places.getFirst());
    if (at == places.size()) return FractionalIndex.after(places.getLast());
    return FractionalIndex.between(places.get(at - 1), places.get(at));
  }

  @Test
  void alwaysAtTheSameSpotCostsACharacterEverySix() {
    var low = FractionalIndex.FIRST;
    var high = FractionalIndex.after(low);
    for (int i = 0; i < 600; i++) high = FractionalIndex.between(low, high);
    assertThat(high.length()).isLessThan(120);
  }
}

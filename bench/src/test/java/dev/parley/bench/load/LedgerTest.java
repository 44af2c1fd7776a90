package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger(2, 2);

  @Test
  void allInOrderIsNothingToTellOf() {
    see(0, 0, 0, 1, 2, 3);
    see(0, 1, 0, 1);
    see(1, 0, 0, 1, 2, 3);
    assertThat(ledger.missing()).isZero();
    assertThat(ledger.doubled()).isZero();
    assertThat(ledger.late()).isZero();
    assertThat(ledger.behind(0, 0, 4)).isZero();
  }

  @Test
  void oneThatNeverComesIsMissing() {
    see(0, 0, 0, 1, 3, 4, 7);
    assertThat(ledger.missing()).isEqualTo(3);
  }

  @Test
  void oneThatComesTwiceIsDoubled() {
    see(0, 0, 0, 1, 1, 2, 0);
    assertThat(ledger.doubled()).isEqualTo(2);
    assertThat(ledger.missing()).isZero();
  }

  @Test
  void oneThatComesAfterAllIsLateAndNotMissing() {
    see(0, 0, 0, 2, 1, 3);
    assertThat(ledger.late()).isEqualTo(1);
    assertThat(ledger.missing()).isZero();
    see(0, 0, 1);
    assertThat(ledger.doubled()).isEqualTo(1);
  }

  @Test
  void theEndIsNotForgotten() {
    see(0, 0, 0, 1);
    assertThat(ledger.behind(0, 0, 5)).isEqualTo(3);
    assertThat(ledger.behind(1, 1, 5)).isEqualTo(5);
  }

  @Test
  void readersAndStreamsDoNotMix() {
    see(0, 0, 0, 1, 2);
    see(0, 1, 0);
    see(1, 0, 0);
    assertThat(ledger.missing()).isZero();
    assertThat(ledger.doubled()).isZero();
  }

  private void see(int reader, int stream, int... numbers) {
    for (int number : numbers) ledger.saw(reader, stream, number);
  }
}

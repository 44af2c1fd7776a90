package dev.parley.platform.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      new TrustedProxies(List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8")));

  @Test
  void aStrangerCannotSayWhoItIs() {
    assertThat(proxies.client("203.0.113.9", List.of("1.2.3.4"))).isEqualTo("203.0.113.9");
  }

  @Test
  void theRightmostUntrustedHopIsTheClient() {
    assertThat(proxies.client("10.1.1.1", List.of("6.6.6.6, 203.0.113.9, 10.2.2.2")))
        .isEqualTo("203.0.113.9");
    assertThat(proxies.client("fd00::1", List.of("6.6.6.6", "203.0.113.9:1234, 10.2.2.2")))
        .isEqualTo("203.0.113.9");
    assertThat(proxies.client("10.1.1.1", List.of("[2001:db8::7]:443"))).isEqualTo("2001:db8::7");
  }

  @Test
  void nonsenseLeavesTheLastHopThatIsKnown() {
    assertThat(proxies.client("10.1.1.1", List.of("203.0.113.9, unknown"))).isEqualTo("10.1.1.1");
    assertThat(proxies.client("10.1.1.1", List.of())).isEqualTo("10.1.1.1");
  }

  @Test
  void aMappedAddressCountsAsTheOneItIs() {
    assertThat(AddressRange.parse("10.0.0.0/8").contains("::ffff:10.9.9.9")).isTrue();
    assertThat(AddressRange.parse("10.0.0.0/9").contains("10.128.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/-1", "", "::/129"})
  void namesAndNonsenseAreNoRange(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}

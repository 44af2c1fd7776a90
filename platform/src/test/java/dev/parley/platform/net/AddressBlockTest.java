package dev.parley.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AddressBlockTest {
  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  @Test
  void allOfANetworkOfVersionSixIsOne() throws UnknownHostException {
    assertThat(AddressBlock.of("2001:db8:1:2::7")).isEqualTo(AddressBlock.of("2001:db8:1:2:f::9"));
    assertThat(AddressBlock.of("2001:db8:1:2::7")).isNotEqualTo(AddressBlock.of("2001:db8:1:3::7"));
    assertThat(AddressBlock.of(address("2001:db8:1:2::7")))
        .isEqualTo(AddressBlock.of(address("2001:db8:1:2:8000::")))
        .isNotEqualTo(AddressBlock.of(address("2001:db8:1:3::7")));
  }

  @Test
  void anAddressOfVersionFourIsItself() throws UnknownHostException {
    assertThat(AddressBlock.of("203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(AddressBlock.of(address("203.0.113.9"))).isEqualTo(address("203.0.113.9"));
    assertThat(AddressBlock.of(address("::ffff:203.0.113.9"))).isEqualTo(address("203.0.113.9"));
  }

  @Test
  void whatIsNoAddressIsItself() {
    assertThat(AddressBlock.of("unknown")).isEqualTo("unknown");
  }
}

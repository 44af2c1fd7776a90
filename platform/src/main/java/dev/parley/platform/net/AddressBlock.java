package dev.parley.platform.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// What limits by address count: an IPv4 address, and of IPv6 the 64 bits of the network, since
/// whoever is given one address is given all of its network (RFC 6177, RFC 4291 section 2.5.4).
public final class AddressBlock {
  private static final int NETWORK_BYTES = 8;
  private static final int BYTES_V6 = 16;

  private AddressBlock() {}

  /// The block's first address.
  public static InetAddress of(InetAddress address) {
    var bytes = address.getAddress();
    if (bytes.length != BYTES_V6) return address;
    try {
      return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(bytes, NETWORK_BYTES), BYTES_V6));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same in text; what is no address stands for itself.
  public static String of(String literal) {
    return AddressRange.address(literal).map(bytes -> text(literal, bytes)).orElse(literal);
  }

  private static String text(String literal, byte[] bytes) {
    if (bytes.length != BYTES_V6) return literal;
    try {
      return of(InetAddress.getByAddress(bytes)).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}

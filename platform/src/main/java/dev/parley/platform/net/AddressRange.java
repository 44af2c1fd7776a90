package dev.parley.platform.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// A block of IP addresses in CIDR notation, such as `10.0.0.0/8` or `::1`. An IPv4 address that
/// comes mapped into IPv6 counts as the IPv4 address that it is.
public final class AddressRange {
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /// Reads one range; throws IllegalArgumentException with what is wrong.
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    var literal = slash < 0 ? text : text.substring(0, slash);
    var network =
        address(literal).orElseThrow(() -> new IllegalArgumentException("no IP address: " + text));
    int width = network.length * 8;
    int bits = slash < 0 ? width : prefix(text.substring(slash + 1), width);
    return new AddressRange(network, bits);
  }

  private static int prefix(String text, int width) {
    if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= width) return Integer.parseInt(text);
    throw new IllegalArgumentException("no prefix length up to " + width + ": " + text);
  }

  /// Whether a literal address lies in the range; anything else than an address does not.
  public boolean contains(String literal) {
    return address(literal).filter(this::matches).isPresent();
  }

  private boolean matches(byte[] candidate) {
    if (candidate.length != network.length) return false;
    int whole = bits / 8;
    if (!Arrays.equals(candidate, 0, whole, network, 0, whole)) return false;
    if (bits % 8 == 0) return true;
    int mask = 0xff << (8 - bits % 8);
    return (candidate[whole] & mask) == (network[whole] & mask);
  }

  /// Literals alone, so that no name is ever looked up.
  static Optional<byte[]> address(String literal) {
    boolean six = literal.indexOf(':') >= 0;
    if (!LITERAL.matcher(literal).matches()) return Optional.empty();
    if (!six && !literal.matches("\\d{1,3}(\\.\\d{1,3}){3}")) return Optional.empty();
    try {
      return Optional.of(InetAddress.getByName(literal).getAddress());
    } catch (UnknownHostException _) {
      return Optional.empty();
    }
  }
}

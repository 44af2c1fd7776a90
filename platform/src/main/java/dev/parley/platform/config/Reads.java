package dev.parley.platform.config;

import dev.parley.platform.net.AddressRange;
import dev.parley.platform.net.TrustedProxies;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From text to value, one function a kind. Each throws IllegalArgumentException with what was
/// expected, and never with the value: it may be a secret.
final class Reads {
  private static final int NAME_LENGTH_MAX = 63;
  private static final List<AddressRange> LOOPBACK =
      List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1"));

  private Reads() {}

  static Function<String, Integer> number(int min, int max) {
    return text -> {
      try {
        int value = Integer.parseInt(text);
        if (value >= min && value <= max) return value;
      } catch (NumberFormatException _) {
        // Told below, like a number out of bounds.
      }
      throw new IllegalArgumentException("a whole number from " + min + " to " + max);
    };
  }

  static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new IllegalArgumentException("true or false");
    };
  }

  static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
    return text -> {
      for (var value : type.getEnumConstants()) {
        if (label(value).equals(text)) return value;
      }
      var labels = Stream.of(type.getEnumConstants()).map(Reads::label);
      throw new IllegalArgumentException(labels.collect(Collectors.joining(", ", "one of ", "")));
    };
  }

  static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static URI webAddress(String text) {
    try {
      var uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean bare =
          uri.getQuery() == null && uri.getFragment() == null && uri.getUserInfo() == null;
      if (web && bare && uri.getHost() != null) return uri;
    } catch (URISyntaxException _) {
      // Told below.
    }
    throw new IllegalArgumentException("a URL such as https://parley.example.org");
  }

  static Set<String> origins(String text) {
    var origins = new LinkedHashSet<String>();
    for (var entry : entries(text)) {
      var uri = webAddress(entry);
      if (!uri.getPath().isEmpty()) {
        throw new IllegalArgumentException(
            "origins without a path, such as https://app.example.org");
      }
      origins.add(entry.toLowerCase(Locale.ROOT));
    }
    return Set.copyOf(origins);
  }

  /// Whether an address to listen on is this machine's alone. A name may come to mean anything.
  static boolean isLoopback(String host) {
    return LOOPBACK.stream().anyMatch(range -> range.contains(host));
  }

  static TrustedProxies proxies(String text) {
    try {
      return new TrustedProxies(entries(text).stream().map(AddressRange::parse).toList());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("addresses or ranges such as 10.0.0.0/8", e);
    }
  }

  static String name(String text) {
    if (text.length() <= NAME_LENGTH_MAX && text.matches("[a-z0-9]+(-[a-z0-9]+)*")) return text;
    throw new IllegalArgumentException("small letters, digits and single hyphens, at most 63");
  }

  static String scheme(String text, String... schemes) {
    if (Arrays.stream(schemes).anyMatch(text::startsWith)) return text;
    throw new IllegalArgumentException("a URL that starts with " + String.join(" or ", schemes));
  }

  private static List<String> entries(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}

package dev.parley.gateway.websocket;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Chooses among a client's offers of compression (RFC 7692, section 7). Nobody keeps a window from
/// message to message, so that an idle connection costs nothing and compressed bytes are shared.
final class DeflateOffer {
  private static final String NAME = "permessage-deflate";
  private static final String ANSWER =
      NAME + "; server_no_context_takeover; client_no_context_takeover";

  private DeflateOffer() {}

  /// The extension to answer with; empty when none of the offers can be taken.
  static Optional<String> choose(List<String> offers) {
    return offers.stream().map(DeflateOffer::answer).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> answer(String offer) {
    var parts = List.of(offer.toLowerCase(Locale.ROOT).split(";", -1));
    if (!parts.getFirst().strip().equals(NAME)) return Optional.empty();
    var answer = ANSWER;
    var seen = new HashSet<String>();
    for (var part : parts.subList(1, parts.size())) {
      var nameAndValue = part.strip().split("=", 2);
      var name = nameAndValue[0].strip();
      var value = nameAndValue.length < 2 ? "" : nameAndValue[1].strip().replace("\"", "");
      if (!seen.add(name)) return Optional.empty();
      switch (name) {
        case "server_no_context_takeover", "client_no_context_takeover" -> {
          if (!value.isEmpty()) return Optional.empty();
        }
        case "client_max_window_bits" -> {
          if (!value.isEmpty() && !value.matches("8|9|1[0-5]")) return Optional.empty();
        }
        // The JDK compresses with the whole window and no less.
        case "server_max_window_bits" -> {
          if (!value.equals("15")) return Optional.empty();
          answer += "; server_max_window_bits=15";
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(answer);
  }
}

package dev.parley.gateway.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The head of one HTTP/1.1 request, read strictly: what is not plainly well-formed is not a head,
/// so that nobody behind can read it differently. Header names are in lower case.
record RequestHead(String method, String target, List<Header> headers) {
  private static final Pattern LINE = Pattern.compile("([A-Z]+) ([!-~]+) HTTP/1\\.1");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([^\\x00-\\x08\\x0A-\\x1F\\x7F]*)");

  record Header(String name, String value) {}

  /// @param text the head up to its empty line, one character a byte
  static Optional<RequestHead> parse(String text) {
    var lines = text.split("\r\n", -1);
    var start = LINE.matcher(lines[0]);
    if (!start.matches()) return Optional.empty();
    List<Header> headers = new ArrayList<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      var header = HEADER.matcher(lines[i]);
      if (!header.matches()) return Optional.empty();
      headers.add(new Header(header.group(1).toLowerCase(Locale.ROOT), header.group(2).strip()));
    }
    return Optional.of(new RequestHead(start.group(1), start.group(2), headers));
  }

  /// Whether this asks for a WebSocket.
  boolean upgrades() {
    return method.equals("GET") && lists("upgrade", "websocket") && lists("connection", "upgrade");
  }

  /// What follows the question mark; empty when there is none.
  String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  List<String> all(String name) {
    return headers.stream().filter(h -> h.name.equals(name)).map(Header::value).toList();
  }

  /// The value of a header that occurs exactly once.
  Optional<String> only(String name) {
    var values = all(name);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  boolean has(String name) {
    return !all(name).isEmpty();
  }

  /// The items of a list header, over all its occurrences.
  List<String> items(String name) {
    return all(name).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  boolean lists(String name, String item) {
    return items(name).stream().anyMatch(item::equalsIgnoreCase);
  }
}

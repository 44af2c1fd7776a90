package dev.parley.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What the page of the frames says about connecting. Its numbers are those of the catalogue, its
/// example is `session.txt`.
final class ConnectingPart {

  /// One line of the example.
  ///
  /// @param side `client` or `server`, which sends it
  record Said(String side, String frame) {}

  private static final JsonNode LIMITS = Catalogue.frames().get("limits");

  /// A limit's name, and the unit to tell it in.
  private static final Pattern LIMIT = Pattern.compile("\\{(\\w+)(?:/(\\d+))?}");

  private static final String TEXT =
      """

      ## Connecting

      Open a WebSocket at `wss://HOST/api/v1/ws`, or `ws://` where nothing encrypts in front of the server.
      Say who you are in exactly one of three ways:

      | way | for |
      |---|---|
      | header `Authorization: Bearer TOKEN` | whatever can set a header: servers, Node, mobile apps |
      | subprotocols `parley.v1, bearer.TOKEN`, as in `new WebSocket(url, ['parley.v1', 'bearer.' + token])` | pages in a browser, which cannot set one |
      | `?ticket=TICKET` behind the URL | what can set nothing but a URL |

      `TOKEN` is the access token of `POST /api/v1/auth/login`. `TICKET` comes from `POST /api/v1/auth/ticket`,
      is good once and for 30 seconds. A token in the URL is refused with 400, since URLs are logged. The
      subprotocol is `parley.v1`; a client that offers any offers it, and hears it back. The compression
      `permessage-deflate` is taken when it is offered.

      Until the upgrade a refusal is an HTTP answer with a [problem](problems.md): 400 for a malformed request
      or two credentials, 401 for a token or ticket that is not good, 403 for an `Origin` that is not
      allowed, 429 for too many refused tickets, 503 while the server starts, stops or is full.

      **Ready.** The first frame is `ready`: who you are, when the token expires, and the limits. Send nothing
      before it.

      **Heartbeat.** After {heartbeatMs/1000} seconds without a frame from you the server sends a WebSocket ping, which every
      library answers by itself. After {heartbeatTimeoutMs/1000} seconds of silence it closes with 4408. The server's own silence means
      nothing while a ping of it may be due, so a client that has heard nothing for longer than `heartbeatMs`
      sends `ping`, and takes the connection for lost when no reply comes in ten seconds.

      **Token.** `token.expiring` comes {tokenExpiringBeforeMs/1000} seconds before the end. Get a new token from
      `POST /api/v1/auth/refresh` and send it with `token.refresh`. The connection is closed with 4401 when 30
      seconds have passed since its token expired. A `token.refresh` that cannot be used is answered with
      `unauthenticated` or `token_expired`, and changes nothing; the token of another person or session
      closes with 4401 at once.

      **Resume.** A position is an `epoch` and an `offset`. A conversation that you fetch carries the position it
      was read at; each durable event carries the next offset. After a loss connect anew, and `subscribe` with the
      last position that you took in. `recovered: true` brings exactly the events after it; `hasMore: true` means
      that you ask again from the offset of the reply. `recovered: false` means that the gap cannot be closed:
      fetch the conversation again, and go on from the position of the reply. The last {recoveryAgeMs/3600000} hours or
      {recoveryEvents} events of a topic can be resumed, whichever is less. The same works without a socket, with
      `GET /api/v1/events`. An event may be sent before the reply to the command that caused it, and one with an
      offset that you have seen is to be skipped.

      **Rate and size.** A frame is at most {frameBytes} bytes. A connection may send {framesPerSecond} frames a second, {framesBurst} at once
      after a silence; pings and pongs count. What is more is answered `rate_limited` and not carried out;
      whoever goes on and on is closed with 4429. What you may send is bounded as [the limits](#limits) say.
      Breaches of the WebSocket protocol itself are closed with 1002 or 1007, as RFC 6455 has it.

      **The end.** The server says why in its [close code](#close-codes), and the table says what to do. Wait
      before you reconnect, at random and longer with every failure. 1006 without a close frame is a
      broken network: reconnect.

      ### A session

      """;

  private ConnectingPart() {}

  static String text() {
    var page = new StringBuilder(LIMIT.matcher(TEXT).replaceAll(ConnectingPart::limit));
    page.append("```\n");
    for (var said : session()) {
      page.append(said.side).append("  ").append(said.frame).append('\n');
    }
    return page.append("```\n").toString();
  }

  /// The example, line by line.
  static List<Said> session() {
    try {
      return Files.readAllLines(Catalogue.GOLDEN.resolve("session.txt")).stream()
          .map(line -> line.split(" +", 2))
          .map(parts -> new Said(parts[0], parts[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String limit(MatchResult found) {
    long unit = found.group(2) == null ? 1 : Long.parseLong(found.group(2));
    return String.format(Locale.ROOT, "%,d", LIMITS.get(found.group(1)).asLong() / unit);
  }
}

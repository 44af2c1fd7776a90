package dev.parley.e2e;

import dev.parley.platform.kernel.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/// Asks for the upgrade to WebSocket by hand, because no client shows the body of a refusal.
public final class Handshake {
  private static final Pattern STATUS = Pattern.compile("HTTP/1.1 (\\d{3})");
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

  private Handshake() {}

  /// `ok`, or the stable code of the problem that refused it.
  public static String verdict(Node node, Map<String, String> headers) {
    try (var socket = new java.net.Socket()) {
      socket.connect(new InetSocketAddress(node.base().getHost(), node.base().getPort()), 5_000);
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request(node, headers).getBytes(StandardCharsets.US_ASCII));
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The head of a request for the upgrade.
  public static String request(Node node, Map<String, String> headers) {
    var request =
        new StringBuilder("GET /api/v1/ws HTTP/1.1\r\n")
            .append("Host: ")
            .append(node.base().getAuthority())
            .append("\r\n")
            .append("Connection: Upgrade\r\nUpgrade: websocket\r\n")
            .append("Sec-WebSocket-Version: 13\r\n")
            .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    return request.append("\r\n").toString();
  }

  private static String read(InputStream in) throws IOException {
    var head = head(in);
    var status = STATUS.matcher(head);
    if (!status.find()) throw new IOException("not an answer: " + head);
    if (status.group(1).equals("101")) return "ok";
    var length = LENGTH.matcher(head);
    if (!length.find()) return "status " + status.group(1);
    var body = new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8);
    if (!body.startsWith("{")) return "status " + status.group(1);
    return Json.tree(body).path("code").asString("status " + status.group(1));
  }

  /// The head of an answer, with the empty line at its end; less where the answer ends before.
  public static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) break;
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }
}

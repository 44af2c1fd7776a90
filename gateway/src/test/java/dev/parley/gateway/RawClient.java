package dev.parley.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/// Says any bytes to a WebSocket and writes down what it hears, a line a frame, until the
/// connection ends.
final class RawClient implements AutoCloseable {
  private static final int WAIT_SECONDS = 30;
  private static final int SHOWN_BYTES_MAX = 64;
  private static final int COMPRESSED = 0x40;

  private final Socket socket;
  private final DataInputStream in;
  private final String head;
  private final CompletableFuture<List<String>> heard = new CompletableFuture<>();

  /// @param headers more lines of the request, each with its line end
  RawClient(InetSocketAddress address, String path, String headers) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    var request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + headers
            + "\r\n";
    send(request.getBytes(StandardCharsets.ISO_8859_1));
    head = readHead();
    if (!head.startsWith("HTTP/1.1 101 ")) throw new IOException("Not let in: " + head);
    Thread.ofVirtual().start(this::read);
  }

  private String readHead() throws IOException {
    var text = new ByteArrayOutputStream();
    while (!text.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      text.write(in.readUnsignedByte());
    }
    return text.toString(StandardCharsets.ISO_8859_1);
  }

  String head() {
    return head;
  }

  /// Whether it could be sent; a server that has closed takes no more.
  boolean send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// All that came, once the server has closed.
  List<String> heard() throws Exception {
    return heard.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  private void read() {
    List<String> lines = new ArrayList<>();
    try {
      while (true) {
        lines.add(frame());
        // Nothing more is said, and what may yet come is written down.
        if (lines.getLast().startsWith("close")) socket.shutdownOutput();
      }
    } catch (IOException _) {
      heard.complete(lines);
    }
  }

  private String frame() throws IOException {
    int first = in.readUnsignedByte();
    long length = in.readUnsignedByte();
    if (length == 126) length = in.readUnsignedShort();
    else if (length == 127) length = in.readLong();
    var payload = in.readNBytes((int) length);
    if ((first & COMPRESSED) != 0) payload = Deflate.inflate(payload);
    return line(first & ~COMPRESSED, payload);
  }

  /// How a frame is written down; of a close, the code alone.
  static String line(int first, byte[] payload) {
    if (first == 0x88) return "close " + (payload.length == 0 ? "" : code(payload));
    if (payload.length <= SHOWN_BYTES_MAX) {
      return "%02x %s".formatted(first, HexFormat.of().formatHex(payload));
    }
    var sum = new CRC32();
    sum.update(payload);
    return "%02x %d bytes %08x".formatted(first, payload.length, sum.getValue());
  }

  private static int code(byte[] payload) {
    return ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

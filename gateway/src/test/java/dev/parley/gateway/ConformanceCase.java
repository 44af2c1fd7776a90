package dev.parley.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a client sends over a WebSocket, and what it has to hear of a server that echoes. Grown by
/// its own methods, in the order of the frames.
final class ConformanceCase {
  static final int TEXT = 0x81;
  static final int BINARY = 0x82;
  static final int CLOSE = 0x88;
  static final int PING = 0x89;
  static final int PONG = 0x8A;

  /// Taken off a first byte, it leaves a frame that is not the last of its message.
  static final int LAST = 0x80;

  private static final int SHORT_BYTES = 1_000;

  final String name;
  final List<String> heard = new ArrayList<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private boolean ended;
  private boolean faulty;

  private ConformanceCase(String name) {
    this.name = name;
  }

  static ConformanceCase of(String name) {
    return new ConformanceCase(name);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Sends a frame.
  ConformanceCase send(int first, byte[] payload) {
    return bytes(Deflate.frame(first, payload));
  }

  ConformanceCase send(int first, String text) {
    return send(first, utf8(text));
  }

  ConformanceCase bytes(byte[] bytes) {
    sent.writeBytes(bytes);
    return this;
  }

  /// Hears a frame.
  ConformanceCase hear(int first, byte[] payload) {
    heard.add(RawClient.line(first, payload));
    return this;
  }

  ConformanceCase hear(int first, String text) {
    return hear(first, utf8(text));
  }

  /// A whole message that comes back.
  ConformanceCase echo(int first, byte[] payload) {
    return send(first, payload).hear(first, payload);
  }

  ConformanceCase echo(String text) {
    return echo(TEXT, utf8(text));
  }

  /// A message in pieces of that many bytes, which comes back whole.
  ConformanceCase pieces(int first, byte[] payload, int length) {
    int opcode = first & ~LAST;
    int at = 0;
    do {
      int end = Math.min(payload.length, at + length);
      int last = end == payload.length ? LAST : 0;
      send((at == 0 ? opcode : 0) | last, Arrays.copyOfRange(payload, at, end));
      at = end;
    } while (at < payload.length);
    return hear(first, payload);
  }

  ConformanceCase ping(byte[] payload) {
    return send(PING, payload).hear(PONG, payload);
  }

  ConformanceCase ping(String text) {
    return ping(utf8(text));
  }

  /// The server finds a fault, and closes.
  ConformanceCase closes(int code) {
    faulty = true;
    return ends(code);
  }

  /// What the client said is not allowed.
  boolean isFaulty() {
    return faulty;
  }

  private ConformanceCase ends(int code) {
    heard.add("close " + code);
    ended = true;
    return this;
  }

  /// An empty close, which is answered as a normal one.
  ConformanceCase closeWithoutCode() {
    return send(CLOSE, "").ends(1000);
  }

  /// Closes, and hears the same code.
  ConformanceCase close(int code, String reason) {
    var payload = utf8("cc" + reason);
    payload[0] = (byte) (code >> 8);
    payload[1] = (byte) code;
    return send(CLOSE, payload).ends(code);
  }

  /// All bytes; a case that has not ended yet closes as one does.
  byte[] sent() {
    if (!ended) close(1000, "");
    return sent.toByteArray();
  }

  /// Whether it can be sent byte by byte in reasonable time.
  boolean isShort() {
    return sent().length < SHORT_BYTES;
  }

  /// Whether no message is heard or judged, so that any server has to do the same.
  boolean anyServer() {
    boolean judged = faulty && heard.contains("close " + ConformanceCases.DATA);
    return !judged && heard.stream().allMatch(ConformanceCase::isControl);
  }

  private static boolean isControl(String line) {
    return line.startsWith("8a") || line.startsWith("close");
  }

  @Override
  public String toString() {
    return name;
  }
}

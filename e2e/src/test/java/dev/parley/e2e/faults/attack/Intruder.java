package dev.parley.e2e.faults.attack;

import dev.parley.e2e.Handshake;
import dev.parley.e2e.Node;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A connection that keeps to no protocol unless it wants to. Belongs to one thread.
final class Intruder implements AutoCloseable {
  static final int TEXT = 0x81;
  static final int COMPRESSED_TEXT = 0xC1;

  /// The connection ended, and nobody said why.
  static final int UNTOLD = 1006;

  private static final int CLOSE = 0x88;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;
  private static final byte[] MASK = {1, 2, 3, 4};

  /// How long it waits for an answer.
  private static final int PATIENCE_MILLIS = 30_000;

  /// Addresses of the loopback, so that the limit of connections of one address is not what helps.
  private static final int SOURCES = 4;

  private final Socket socket;

  private Intruder(Socket socket) {
    this.socket = socket;
  }

  /// Connects from one of a few addresses.
  static Intruder at(Node node, int number) throws IOException {
    var socket = new Socket();
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.bind(new InetSocketAddress("127.0.0." + (11 + number % SOURCES), 0));
      var base = node.base();
      socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), PATIENCE_MILLIS);
      return new Intruder(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Connects as a member does, and offers compression; empty when the member is kept out.
  static Optional<Intruder> signedIn(Node node, int number, String token) throws IOException {
    var intruder = at(node, number);
    var extension = "permessage-deflate";
    var headers = Map.of("Authorization", "Bearer " + token, "Sec-WebSocket-Extensions", extension);
    intruder.say(Handshake.request(node, headers));
    var head = Handshake.head(intruder.socket.getInputStream());
    if (head.startsWith("HTTP/1.1 101")) return Optional.of(intruder);
    intruder.close();
    if (head.startsWith("HTTP/1.1 429")) return Optional.empty();
    throw new IOException("Not let in: " + head.lines().findFirst().orElse(""));
  }

  void say(String text) throws IOException {
    send(text.getBytes(StandardCharsets.US_ASCII));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// Sends as much of it as the other side bears.
  void throwAll(byte[] bytes) throws IOException {
    try {
      send(bytes);
    } catch (SocketException _) {
      // Cut while it was thrown.
    }
  }

  /// A masked frame of at most 65,535 bytes.
  static byte[] frame(int first, byte[] payload) {
    var out = new ByteArrayOutputStream();
    out.write(first);
    if (payload.length < LENGTH_16_BITS) {
      out.write(0x80 | payload.length);
    } else {
      out.write(0x80 | LENGTH_16_BITS);
      out.write(payload.length >> 8);
      out.write(payload.length);
    }
    out.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) out.write(payload[i] ^ MASK[i & 3]);
    return out.toByteArray();
  }

  /// Waits until the other side ends the connection; how long that took.
  Duration awaitEnd() throws IOException {
    long start = System.nanoTime();
    try {
      while (socket.getInputStream().read() >= 0) {
        // What it says besides is not looked at.
      }
    } catch (SocketException _) {
      // Reset, which is an end as well.
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /// Reads frames until the other side says goodbye; the code that it gave, or [#UNTOLD].
  int awaitGoodbye() throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    try {
      while (true) {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == LENGTH_16_BITS) length = in.readUnsignedShort();
        else if (length == LENGTH_64_BITS) length = Math.toIntExact(in.readLong());
        var payload = in.readNBytes(length);
        if (first == CLOSE && length >= 2) return ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
      }
    } catch (EOFException | SocketException _) {
      return UNTOLD;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

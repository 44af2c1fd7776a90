package dev.parley.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Just enough of a WebSocket server (RFC 6455) for one client on the loopback.
final class SocketServer implements AutoCloseable {
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;

  private final ServerSocket server;
  private Socket socket = new Socket();
  private DataInputStream in = new DataInputStream(DataInputStream.nullInputStream());

  SocketServer() {
    try {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/api/v1/ws");
  }

  /// Takes one connection and answers its handshake; its head.
  String accept(int status) throws IOException {
    socket = server.accept();
    in = new DataInputStream(socket.getInputStream());
    var head = head();
    var key = head.replaceAll("(?is).*\r\nsec-websocket-key: ([^\r]+)\r\n.*", "$1");
    var answer =
        status == 101
            ? "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: parley.v1\r\n"
                + "Sec-WebSocket-Accept: "
                + accepted(key)
                + "\r\n"
            : "Content-Length: 0\r\n";
    write(("HTTP/1.1 " + status + " \r\n" + answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return head;
  }

  void text(String text) throws IOException {
    frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void ping() throws IOException {
    frame(PING, new byte[0]);
  }

  void close(int code) throws IOException {
    frame(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
  }

  /// The next frame of the client, unmasked.
  String read() throws IOException {
    in.readUnsignedByte();
    int length = in.readUnsignedByte() & 0x7F;
    if (length == 126) length = in.readUnsignedShort();
    var mask = in.readNBytes(4);
    var payload = in.readNBytes(length);
    for (int i = 0; i < length; i++) payload[i] ^= mask[i % 4];
    return new String(payload, StandardCharsets.UTF_8);
  }

  /// Cuts the connection.
  void cut() throws IOException {
    socket.close();
  }

  @Override
  public void close() {
    try (server) {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String head() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.readUnsignedByte());
    return head.toString();
  }

  private void frame(int opcode, byte[] payload) throws IOException {
    var frame = ByteBuffer.allocate(payload.length + 4).put((byte) (0x80 | opcode));
    if (payload.length < 126) frame.put((byte) payload.length);
    else frame.put((byte) 126).putShort((short) payload.length);
    frame.put(payload).flip();
    var bytes = new byte[frame.remaining()];
    frame.get(bytes);
    write(bytes);
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  private static String accepted(String key) {
    try {
      var text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
      var hash =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

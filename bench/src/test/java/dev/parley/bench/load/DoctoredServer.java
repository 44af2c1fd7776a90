package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// A small server that speaks [dev.parley.bench.dialect.RawDialect] in one room, and does to
/// deliveries what it is told to.
final class DoctoredServer implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final IntUnaryOperator copies;
  private final List<OutputStream> joined = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final List<String> published = new ArrayList<>();
  private int deliveries;

  /// @param copies how often the delivery of that number is made, counted from 1 over all readers
  DoctoredServer(IntUnaryOperator copies) throws IOException {
    this.copies = copies;
    Thread.ofVirtual().start(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
  }

  /// What it was told to publish, in order.
  synchronized List<String> published() {
    return List.copyOf(published);
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        synchronized (this) {
          sockets.add(socket);
        }
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try {
      var in = new DataInputStream(socket.getInputStream());
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.readByte());
      var out = socket.getOutputStream();
      out.write("HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(ISO_8859_1));
      while (true) hear(message(in), out);
    } catch (IOException _) {
      // Gone.
    }
  }

  private static String message(DataInputStream in) throws IOException {
    in.readByte();
    int length = in.readByte() & 127;
    if (length == 126) length = in.readUnsignedShort();
    var key = in.readNBytes(4);
    var bytes = in.readNBytes(length);
    for (int i = 0; i < length; i++) bytes[i] ^= key[i & 3];
    return new String(bytes, ISO_8859_1);
  }

  private synchronized void hear(String message, OutputStream from) throws IOException {
    if (message.contains("\"join\"")) {
      joined.add(from);
      say(from, "{\"type\":\"joined\"}");
    } else if (message.contains("\"ping\"")) {
      answer(from, message.replace("\"ping\"", "\"pong\""));
    } else {
      published.add(message);
      for (var reader : joined) answer(reader, message.replace("\"publish\"", "\"message\""));
    }
  }

  private void answer(OutputStream to, String message) throws IOException {
    int times = copies.applyAsInt(++deliveries);
    for (int i = 0; i < times; i++) say(to, message);
  }

  private static void say(OutputStream to, String message) throws IOException {
    var bytes = message.getBytes(ISO_8859_1);
    to.write(0x81);
    if (bytes.length < 126) to.write(bytes.length);
    else to.write(new byte[] {126, (byte) (bytes.length >> 8), (byte) bytes.length});
    to.write(bytes);
  }

  @Override
  public synchronized void close() {
    try {
      listening.close();
      for (var socket : sockets) socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.parley.gateway;

import dev.parley.platform.kernel.Json;
import dev.parley.testkit.Await;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// A WebSocket client over a plain socket, so that a test can say anything, and be slow.
final class Client implements AutoCloseable {
  private static final int RECEIVE_BUFFER_BYTES = 8 * 1024;

  private final Socket socket;
  private final DataInputStream in;
  private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private final AtomicInteger closeCode = new AtomicInteger(-1);
  private final AtomicInteger pings = new AtomicInteger();
  private final List<String> pongs = new CopyOnWriteArrayList<>();
  private final AtomicInteger compressed = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicInteger ids = new AtomicInteger();
  private volatile boolean answersPings = true;
  private final String head;

  private Client(InetSocketAddress address, String headers, String target) {
    try {
      socket = new Socket();
      socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
      socket.connect(address);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      write(request(headers, target).getBytes(StandardCharsets.ISO_8859_1));
      head = readHead();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String request(String headers, String target) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + headers
        + "\r\n";
  }

  /// Asks with these header lines; the answer is in [#status()].
  static Client ask(InetSocketAddress address, String headers, String target) {
    return new Client(address, headers, target);
  }

  static Client open(InetSocketAddress address, String token) {
    return open(address, token, "");
  }

  static Client open(InetSocketAddress address, String token, String headers) {
    var client = unread(address, token, headers);
    client.startReading();
    client.await("ready", frame -> frame.path("type").asString().equals("ready"));
    return client;
  }

  /// Connected, but it does not read.
  static Client unread(InetSocketAddress address, String token, String headers) {
    var client = ask(address, "Authorization: Bearer " + token + "\r\n" + headers, "/api/v1/ws");
    if (client.status() != 101) throw new AssertionError(client.head);
    return client;
  }

  void startReading() {
    Thread.ofVirtual().start(this::read);
  }

  private String readHead() throws IOException {
    var text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) break;
      text.append((char) b);
    }
    return text.toString();
  }

  String head() {
    return head;
  }

  int status() {
    return head.length() < 12 ? -1 : Integer.parseInt(head.substring(9, 12));
  }

  /// The rest of an answer that was no upgrade.
  JsonNode problem() {
    try {
      return Json.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try {
      while (readFrame()) {}
    } catch (EOFException | SocketException _) {
      // Told by `ended`.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      ended.set(true);
    }
  }

  private boolean readFrame() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == 126) length = in.readUnsignedShort();
    else if (length == 127) length = (int) in.readLong();
    var payload = in.readNBytes(length);
    if ((first & 0x40) != 0) {
      compressed.incrementAndGet();
      payload = Deflate.inflate(payload);
    }
    switch (first & 0x0F) {
      case 1 -> frames.add(Json.tree(new String(payload, StandardCharsets.UTF_8)));
      case 8 -> {
        closeCode.set(((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF));
        frame(0x88, payload);
        return false;
      }
      case 9 -> {
        pings.incrementAndGet();
        if (answersPings) frame(0x8A, payload);
      }
      case 10 -> pongs.add(new String(payload, StandardCharsets.UTF_8));
      default -> {}
    }
    return true;
  }

  void answersPings(boolean does) {
    answersPings = does;
  }

  // Saying.

  void write(byte[] bytes) {
    try {
      synchronized (socket) {
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A frame with a mask, as clients have to.
  void frame(int first, byte[] payload) {
    write(Deflate.frame(first, payload));
  }

  void text(String text) {
    frame(0x81, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends a command and waits for its answer.
  JsonNode call(String type, Map<String, ?> payload) {
    return awaitAnswer(send(type, payload));
  }

  /// Sends a command; gives its id.
  String send(String type, Map<String, ?> payload) {
    var id = "c" + ids.incrementAndGet();
    text(Json.write(Map.of("id", id, "type", type, "payload", payload)));
    return id;
  }

  JsonNode awaitAnswer(String id) {
    return await("an answer to " + id, frame -> frame.path("id").asString("").equals(id));
  }

  // Hearing.

  JsonNode await(String what, Predicate<JsonNode> wanted) {
    Await.until(what, () -> ended.get() || frames.stream().anyMatch(wanted));
    return frames.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError("Closed with " + closeCode + " before " + what));
  }

  List<JsonNode> frames() {
    return List.copyOf(frames);
  }

  /// The offsets of the events that came as frames of their own, and those inside replies.
  List<Long> offsets() {
    List<Long> offsets = new ArrayList<>();
    var waiting = new ArrayDeque<>(frames);
    for (var frame : waiting) {
      if (frame.has("offset")) offsets.add(frame.path("offset").asLong());
      for (var event : frame.path("payload").path("events")) {
        offsets.add(event.path("offset").asLong());
      }
    }
    return offsets;
  }

  void awaitOffset(long offset) {
    await("offset " + offset, _ -> offsets().contains(offset));
  }

  int awaitClose() {
    Await.until("the close", ended::get);
    return closeCode.get();
  }

  boolean isOpen() {
    return !ended.get();
  }

  int pings() {
    return pings.get();
  }

  /// What the pongs carried.
  List<String> pongs() {
    return List.copyOf(pongs);
  }

  int compressed() {
    return compressed.get();
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

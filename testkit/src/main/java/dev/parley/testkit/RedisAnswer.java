package dev.parley.testkit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a Redis server answered to one command, said on a connection of its own and without a
/// client library: every text and number in it, in order.
public record RedisAnswer(List<String> texts) {
  private static final int WAIT_MILLIS_MAX = 5_000;

  /// Says the command, words parted by blanks. Throws IllegalStateException when it is refused.
  static RedisAnswer to(int port, String command) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(WAIT_MILLIS_MAX);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      var texts = new ArrayList<String>();
      read(new DataInputStream(socket.getInputStream()), texts);
      return new RedisAnswer(texts);
    } catch (IOException e) {
      throw new UncheckedIOException(command, e);
    }
  }

  /// Whether a server answers at all.
  static boolean answers(int port) {
    try {
      return to(port, "PING").text().equals("PONG");
    } catch (UncheckedIOException | IllegalStateException _) {
      return false;
    }
  }

  /// Of an answer that is one text.
  public String text() {
    return String.join("\n", texts);
  }

  private static void read(DataInputStream in, List<String> texts) throws IOException {
    var line = line(in);
    var rest = line.substring(1);
    switch (line.charAt(0)) {
      case '-' -> throw new IllegalStateException(rest);
      case '$' -> {
        var bytes = new byte[Math.max(0, Integer.parseInt(rest))];
        in.readFully(bytes);
        if (!rest.equals("-1")) line(in);
        texts.add(new String(bytes, StandardCharsets.UTF_8));
      }
      case '*' -> {
        for (int left = Integer.parseInt(rest); left > 0; left--) read(in, texts);
      }
      default -> texts.add(rest);
    }
  }

  private static String line(DataInputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) throw new EOFException("Redis went away");
      if (next != '\r') line.append((char) next);
    }
    return line.toString();
  }
}

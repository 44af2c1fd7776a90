package dev.parley.gateway;

import static dev.parley.gateway.ConformanceCase.BINARY;
import static dev.parley.gateway.ConformanceCase.LAST;
import static dev.parley.gateway.ConformanceCase.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.websocket.EchoSockets;
import dev.parley.gateway.websocket.WebSockets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The WebSocket protocol as RFC 6455 has it: every case against the echo, and against sessions
/// those in which nothing is said that a session would have to understand.
class ConformanceTest {
  private static final int SIXTEEN_MIB = 16 << 20;
  private static Node node;

  @BeforeAll
  static void start() {
    node = Node.start();
  }

  @AfterAll
  static void close() {
    node.close();
  }

  static List<ConformanceCase> cases() {
    return ConformanceCases.all();
  }

  static Stream<ConformanceCase> shortCases() {
    return cases().stream().filter(ConformanceCase::isShort);
  }

  static Stream<ConformanceCase> casesOfAnyServer() {
    return cases().stream().filter(ConformanceCase::anyServer);
  }

  private static RawClient echo(String headers) throws Exception {
    return new RawClient(node.address(), EchoSockets.PATH, headers);
  }

  private static RawClient session(String headers) throws Exception {
    var bearer = "Authorization: Bearer " + node.doorman.token(node.person()) + "\r\n";
    return new RawClient(node.address(), WebSockets.PATH, bearer + headers);
  }

  private static String deflating(String parameters) {
    return "Sec-WebSocket-Extensions: permessage-deflate" + parameters + "\r\n";
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theEchoKeepsTheProtocol(ConformanceCase told) throws Exception {
    try (var client = echo("")) {
      client.send(told.sent());
      assertThat(client.heard()).isEqualTo(told.heard);
    }
  }

  @ParameterizedTest
  @MethodSource("shortCases")
  void theEchoKeepsTheProtocolByteByByte(ConformanceCase told) throws Exception {
    try (var client = echo("")) {
      for (byte one : told.sent()) {
        if (!client.send(new byte[] {one})) break;
      }
      assertThat(client.heard()).isEqualTo(told.heard);
    }
  }

  @ParameterizedTest
  @MethodSource("casesOfAnyServer")
  void aSessionKeepsTheProtocolWithACodeOfItsOwn(ConformanceCase told) throws Exception {
    try (var client = session("")) {
      client.send(told.sent());
      var heard = client.heard();
      assertThat(heard.getFirst()).startsWith("81 ");
      var expected = told.isFaulty() ? asSession(told.heard) : told.heard;
      assertThat(heard.subList(1, heard.size())).isEqualTo(expected);
    }
  }

  private static List<String> asSession(List<String> heard) {
    return heard.stream().map(line -> line.equals("close 1002") ? "close 4400" : line).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1048576, 64, 1048576", // 9.3, as many pieces as may be: 16,384
    "4194304, 64, 4194304", // as many as may be at all: 65,536
    "4194304, 4096, 65536",
    "16777216, 16777216, 16777216",
    "16777216, 1048576, 1000000",
  })
  void longMessagesComeBackInWhateverPiecesTheyAreSent(int length, int piece, int write)
      throws Exception {
    for (int first : new int[] {TEXT, BINARY}) {
      var told = ConformanceCase.of("9").pieces(first, ConformanceCases.filled(length), piece);
      try (var client = echo("")) {
        var sent = told.sent();
        for (int at = 0; at < sent.length; at += write) {
          client.send(Arrays.copyOfRange(sent, at, Math.min(sent.length, at + write)));
        }
        assertThat(client.heard()).isEqualTo(told.heard);
      }
    }
  }

  @Test
  void whatIsLongerOrInMorePiecesIsTooBig() throws Exception {
    var empty = ConformanceCase.of("pieces").send(BINARY & ~LAST, "");
    for (int i = 0; i < 65_536; i++) empty.send(0, "");
    var tooBig =
        List.of(
            empty.closes(1009),
            ConformanceCase.of("frame")
                .bytes(new byte[] {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0})
                .closes(1009),
            ConformanceCase.of("message")
                .send(BINARY & ~LAST, new byte[SIXTEEN_MIB])
                .send(LAST, "x")
                .closes(1009));
    for (var told : tooBig) {
      try (var client = echo("")) {
        client.send(told.sent());
        assertThat(client.heard()).as(told.name).isEqualTo(told.heard);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "; client_no_context_takeover",
        "; server_no_context_takeover; client_no_context_takeover",
        "; client_max_window_bits",
        "; client_max_window_bits=9; server_max_window_bits=15",
      })
  void compressedMessagesComeBack(String parameters) throws Exception {
    try (var client = echo(deflating(parameters))) {
      assertThat(client.head()).contains("Sec-WebSocket-Extensions: permessage-deflate");
      var told = ConformanceCase.of("12");
      for (int length : new int[] {0, 1, 16, 64, 256, 1_024, 65_536, 1 << 20}) {
        for (var payload : new byte[][] {ConformanceCases.filled(length), noise(length)}) {
          told.send(0xC2, Deflate.deflate(payload)).hear(BINARY, payload);
        }
        var text = ConformanceCases.filled(length);
        told.send(0xC1, Deflate.deflate(text)).hear(TEXT, text).echo("in between");
      }
      client.send(told.sent());
      assertThat(client.heard()).isEqualTo(told.heard);
    }
  }

  private static byte[] noise(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void compressedPiecesComeBackWhole() throws Exception {
    var payload = noise(100_000);
    var compressed = Deflate.deflate(payload);
    int half = compressed.length / 2;
    var told =
        ConformanceCase.of("12 in pieces")
            .send(0x42, Arrays.copyOf(compressed, half))
            .ping("between")
            .send(0, "")
            .send(LAST, Arrays.copyOfRange(compressed, half, compressed.length))
            .hear(BINARY, payload);
    try (var client = echo(deflating(""))) {
      client.send(told.sent());
      assertThat(client.heard()).isEqualTo(told.heard);
    }
  }

  @Test
  void anOfferThatCannotBeKeptIsNotTaken() throws Exception {
    for (var parameters : List.of("; server_max_window_bits=9", "; unknown", "; x=1; x=2")) {
      try (var client = echo(deflating(parameters))) {
        assertThat(client.head()).doesNotContain("Extensions");
        var told = ConformanceCase.of("13").send(0xC1, "x").closes(ConformanceCases.PROTOCOL);
        client.send(told.sent());
        assertThat(client.heard()).isEqualTo(told.heard);
      }
    }
  }

  @Test
  void whatIsNotCompressedAsAgreedIsRefused() throws Exception {
    var whole = Deflate.deflate(noise(5_000));
    var bad =
        List.of(
            ConformanceCase.of("no block").send(0xC2, noise(300)).closes(ConformanceCases.DATA),
            ConformanceCase.of("half")
                .send(0xC2, Arrays.copyOf(whole, 3_000))
                .closes(ConformanceCases.DATA),
            ConformanceCase.of("nothing").send(0xC2, "").closes(ConformanceCases.DATA),
            ConformanceCase.of("a compressed continuation")
                .send(0x42, whole)
                .send(0xC0, "x")
                .closes(ConformanceCases.PROTOCOL),
            ConformanceCase.of("a compressed ping")
                .send(0xC9, whole)
                .closes(ConformanceCases.PROTOCOL),
            ConformanceCase.of("a second bit").send(0xE2, whole).closes(ConformanceCases.PROTOCOL),
            ConformanceCase.of("text that is none")
                .send(0xC1, Deflate.deflate(new byte[] {(byte) 0xFF}))
                .closes(ConformanceCases.DATA));
    for (var told : bad) {
      try (var client = echo(deflating(""))) {
        client.send(told.sent());
        assertThat(client.heard()).as(told.name).isEqualTo(told.heard);
      }
    }
  }

  @Test
  void aMessageThatEndsInAFinalBlockIsReadWhole() throws Exception {
    var finished = Deflate.finished(ConformanceCases.filled(2_000));
    var told =
        ConformanceCase.of("final")
            .send(0xC2, finished)
            .hear(BINARY, ConformanceCases.filled(2_000))
            .send(0xC2, Arrays.copyOf(finished, finished.length + 1))
            .hear(BINARY, ConformanceCases.filled(2_000))
            .send(0xC2, Arrays.copyOf(finished, finished.length + 2))
            .closes(ConformanceCases.DATA);
    try (var client = echo(deflating(""))) {
      client.send(told.sent());
      assertThat(client.heard()).isEqualTo(told.heard);
    }
  }
}

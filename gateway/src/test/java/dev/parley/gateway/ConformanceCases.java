package dev.parley.gateway;

import static dev.parley.gateway.ConformanceCase.BINARY;
import static dev.parley.gateway.ConformanceCase.CLOSE;
import static dev.parley.gateway.ConformanceCase.LAST;
import static dev.parley.gateway.ConformanceCase.PING;
import static dev.parley.gateway.ConformanceCase.PONG;
import static dev.parley.gateway.ConformanceCase.TEXT;
import static dev.parley.gateway.ConformanceCase.utf8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// The cases of RFC 6455, in the groups of the Autobahn test suite: what a server has to take, and
/// the close code for what it must not.
final class ConformanceCases {
  static final int PROTOCOL = 1002;
  static final int DATA = 1007;

  /// Bytes that are no UTF-8, in hexadecimal (Unicode, table 3-7).
  private static final String INVALID_TEXT =
      """
      80 bf 8080 c0 c0af c1bf c2 c220 df e080af e0 e08080 e18080c0 eda080 edbfbf ed80
      f08080af f0 f08f8080 f4908080 f48080 f5808080 f888808080 fc8480808080 fe ff fefeffff
      cebae1bdb9cf83cebcceb5eda080656469746564
      """;

  private final List<ConformanceCase> cases = new ArrayList<>();

  private ConformanceCases() {}

  static List<ConformanceCase> all() {
    var all = new ConformanceCases();
    all.framing();
    all.pings();
    all.reservedBits();
    all.opcodes();
    all.fragments();
    all.validText();
    all.invalidText();
    all.closing();
    all.closeCodes();
    return all.cases;
  }

  private ConformanceCase add(String name) {
    var added = ConformanceCase.of(name);
    cases.add(added);
    return added;
  }

  static byte[] filled(int length) {
    var bytes = new byte[length];
    Arrays.fill(bytes, (byte) '*');
    return bytes;
  }

  private void framing() {
    for (int length : new int[] {0, 1, 125, 126, 127, 128, 65_535, 65_536}) {
      add("1.1 text of " + length).echo(TEXT, filled(length));
      add("1.2 bytes of " + length).echo(BINARY, filled(length));
    }
  }

  private void pings() {
    add("2.1 an empty ping").ping("");
    add("2.2 a ping of text").ping("Hello, world!");
    add("2.3 a ping of bytes").ping(HexFormat.of().parseHex("00fffefdfcfb00ff"));
    add("2.4 a ping of 125").ping(filled(125));
    add("2.5 a ping of 126").send(PING, filled(126)).closes(PROTOCOL);
    add("2.7 an empty pong unasked").send(PONG, "");
    add("2.8 a pong unasked").send(PONG, "unasked");
    add("2.9 a pong unasked, then a ping").send(PONG, "unasked").ping("asked");
    var ten = add("2.10 ten pings");
    for (int i = 0; i < 10; i++) ten.ping("payload-" + i);
  }

  private void reservedBits() {
    for (int bits = 1; bits < 8; bits++) {
      int set = bits << 4;
      add("3.1 reserved bits " + bits + " on a text").send(TEXT | set, "x").closes(PROTOCOL);
      add("3.2 reserved bits " + bits + " on a ping").send(PING | set, "x").closes(PROTOCOL);
      add("3.3 reserved bits " + bits + " on a close")
          .send(CLOSE | set, new byte[0])
          .closes(PROTOCOL);
      add("3.4 reserved bits " + bits + " after a message")
          .ping("before")
          .send(BINARY | set, "x")
          .send(PING, "after")
          .closes(PROTOCOL);
    }
  }

  private void opcodes() {
    for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      add("4.1 opcode " + opcode).send(LAST | opcode, "").closes(PROTOCOL);
      add("4.2 opcode " + opcode + " with a payload").send(LAST | opcode, "x").closes(PROTOCOL);
      add("4.3 opcode " + opcode + " after a ping")
          .ping("before")
          .send(LAST | opcode, "x")
          .send(PING, "after")
          .closes(PROTOCOL);
    }
  }

  private void fragments() {
    add("5.1 a ping in pieces").send(PING & ~LAST, "a").send(LAST, "b").closes(PROTOCOL);
    add("5.2 a pong in pieces").send(PONG & ~LAST, "a").send(LAST, "b").closes(PROTOCOL);
    add("5.3 text in pieces").pieces(TEXT, utf8("fragment1fragment2"), 9);
    add("5.4 empty pieces").send(TEXT & ~LAST, "").send(0, "").send(LAST, "").hear(TEXT, "");
    add("5.5 an empty piece in the middle")
        .send(BINARY & ~LAST, "a")
        .send(0, "")
        .send(LAST, "b")
        .hear(BINARY, "ab");
    add("5.6 a ping among pieces")
        .send(TEXT & ~LAST, "a")
        .ping("between")
        .send(LAST, "b")
        .hear(TEXT, "ab");
    add("5.9 a continuation of nothing").send(LAST, "x").send(TEXT, "after").closes(PROTOCOL);
    add("5.12 a piece of nothing").send(0, "x").closes(PROTOCOL);
    add("5.15 a continuation after the last")
        .pieces(TEXT, utf8("ab"), 1)
        .send(LAST, "c")
        .closes(PROTOCOL);
    add("5.18 a message inside a message").send(TEXT & ~LAST, "a").send(TEXT, "b").closes(PROTOCOL);
    add("5.18 pieces inside pieces")
        .send(TEXT & ~LAST, "a")
        .send(BINARY & ~LAST, "b")
        .closes(PROTOCOL);
    var many = add("5.19 five pieces with pings among them");
    for (int i = 0; i < 5; i++) many.send(i == 0 ? 1 : i == 4 ? LAST : 0, "p" + i).ping("ping" + i);
    many.heard.add(4, RawClient.line(TEXT, utf8("p0p1p2p3p4")));
    add("5.20 a close among pieces").send(TEXT & ~LAST, "a").close(1000, "");
  }

  private void validText() {
    add("6.1 empty text").echo("");
    for (var text :
        List.of(
            "Hello-µ@ßöäüàá-UTF-8!!",
            "κόσμε",
            "\u0000\u007f\u0080\u07ff\u0800\ud7ff\ue000\ufffd\uffff",
            "\ud800\udc00\udbff\udfff",
            "\ufffe\uffff\ud83f\udffe\ud83f\udfff")) {
      add("6.2 text " + HexFormat.of().formatHex(utf8(text))).echo(text);
      add("6.2 in single bytes " + HexFormat.of().formatHex(utf8(text)))
          .pieces(TEXT, utf8(text), 1);
    }
  }

  private void invalidText() {
    for (var hex : INVALID_TEXT.strip().split("\\s+")) {
      var bad = HexFormat.of().parseHex(hex);
      add("6.3 not UTF-8: " + hex).send(TEXT, bad).closes(DATA);
      add("6.3 not UTF-8 after text: " + hex)
          .send(TEXT & ~LAST, "κόσμε")
          .send(LAST, bad)
          .closes(DATA);
      add("6.3 no matter as bytes: " + hex).echo(BINARY, bad);
    }
    // The last piece never comes: what cannot become valid is refused at once.
    for (var hex : List.of("ceba80", "f4", "ff", "eda0")) {
      var piece = HexFormat.of().parseHex(hex);
      var fast = add("6.4 fails at once: " + hex).send(TEXT & ~LAST, "κ").send(0, piece);
      if (hex.equals("f4")) fast.send(0, new byte[] {(byte) 0x90});
      fast.closes(DATA);
    }
  }

  private void closing() {
    add("7.1 a message, then a close").ping("before").close(1000, "");
    add("7.1 two closes").close(1000, "").send(CLOSE, new byte[] {3, (byte) 0xE8});
    add("7.1 a ping after a close").close(1000, "").send(PING, "late");
    add("7.1 text after a close").close(1000, "").send(TEXT, "late");
    add("7.1 what is no frame after a close").close(1000, "").bytes(filled(99));
    add("7.3 an empty close").closeWithoutCode();
    add("7.3 a close of one byte").send(CLOSE, "x").closes(PROTOCOL);
    add("7.3 a close of a code").close(1000, "");
    add("7.3 a close with a reason").close(1000, "Going home");
    add("7.3 the longest reason").close(1000, "*".repeat(123));
    add("7.3 a longer one").send(CLOSE, filled(126)).closes(PROTOCOL);
    add("7.5 a reason that is not UTF-8")
        .send(CLOSE, HexFormat.of().parseHex("03e8cebaeda080"))
        .closes(PROTOCOL);
  }

  private void closeCodes() {
    for (int code :
        new int[] {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999}) {
      add("7.7 close code " + code).close(code, "");
    }
    for (int code :
        new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535}) {
      add("7.9 close code " + code)
          .send(CLOSE, new byte[] {(byte) (code >> 8), (byte) code})
          .closes(PROTOCOL);
    }
  }
}

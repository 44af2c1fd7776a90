package dev.parley.e2e.faults.attack;

import dev.parley.e2e.faults.probe.Finding;
import dev.parley.e2e.faults.probe.Law;
import dev.parley.protocol.CloseCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.zip.Deflater;

/// Members who send what is small and means to be large, over and over.
///
/// @param count how many at once
public record Bombs(int count) implements Attack {
  private static final int INFLATED_BYTES = 60 << 20;
  private static final int DEPTH = 30_000;
  private static final int PIECES = 5_000;
  private static final int FIRST_PIECE = 0x01;
  private static final int PIECE = 0x00;

  /// What is sent, and the code with which the server closes.
  private static final class Bomb {
    final String name;
    final byte[] bytes;
    final CloseCode code;

    Bomb(String name, byte[] bytes, CloseCode code) {
      this.name = name;
      this.bytes = bytes;
      this.code = code;
    }
  }

  private static final List<Bomb> ALL =
      List.of(
          new Bomb("deflate", deflated(), CloseCode.TOO_BIG),
          new Bomb("depth", deep(), CloseCode.MALFORMED),
          new Bomb("size", exabyte(), CloseCode.TOO_BIG),
          new Bomb("fragments", pieces(), CloseCode.TOO_BIG));

  /// What inflates a thousandfold.
  private static byte[] deflated() {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(new byte[INFLATED_BYTES]);
    var out = new byte[0xFFFF];
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Intruder.frame(Intruder.COMPRESSED_TEXT, Arrays.copyOf(out, length));
  }

  private static byte[] deep() {
    var text = "{\"type\":\"ping\",\"payload\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}";
    return Intruder.frame(Intruder.TEXT, text.getBytes(StandardCharsets.US_ASCII));
  }

  /// The header of a frame of an exabyte.
  private static byte[] exabyte() {
    return new byte[] {(byte) 0x81, (byte) 0xFF, 0x10, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4};
  }

  private static byte[] pieces() {
    var all = new ByteArrayOutputStream();
    all.writeBytes(Intruder.frame(FIRST_PIECE, new byte[] {' '}));
    var piece = Intruder.frame(PIECE, new byte[] {' '});
    for (int i = 0; i < PIECES; i++) all.writeBytes(piece);
    return all.toByteArray();
  }

  @Override
  public List<Finding> run(Target target, BooleanSupplier goesOn) {
    var token = target.world().person("Bomber").token();
    var crowd = new Crowd(count, goesOn);
    crowd.live(number -> {
      for (var bomb : ALL) crowd.met(thrown(bomb, target, number, token));
    });
    var wanted = ALL.stream().map(it -> it.name + " " + it.code.code()).collect(Collectors.toSet());
    wanted.add(Crowd.KEPT_OUT);
    return List.of(
        Finding.seen(
            Law.T1,
            "each is closed with its code, and who goes on is kept out",
            crowd.fates().toString(),
            crowd.fates().keySet().equals(wanted)));
  }

  private static String thrown(Bomb bomb, Target target, int number, String token)
      throws IOException {
    var admitted = Intruder.signedIn(target.node(), number, token);
    if (admitted.isEmpty()) return Crowd.keptOut();
    try (var intruder = admitted.get()) {
      intruder.throwAll(bomb.bytes);
      return bomb.name + " " + intruder.awaitGoodbye();
    }
  }
}

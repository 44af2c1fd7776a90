package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Random histories; a failure names its seed.
class EnvelopeScannerRandomTest {
  private static final int ROUNDS = 20_000;
  private static final int NUMBER_LENGTH_OF_ORACLE = 1_000;

  private static final Set<String> ENVELOPE = Set.of("type", "id", "payload");

  private static final JsonMapper ORACLE =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(NUMBER_LENGTH_OF_ORACLE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @Test
  void everyValidCommandIsAcceptedAndItsPayloadIsTheSame() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      var command = RandomJson.command(new Random(seed));
      var frame = command.text().getBytes(StandardCharsets.UTF_8);
      var scanned = EnvelopeScanner.scan(frame);
      assertThat(scanned).as("seed %d", seed).isInstanceOf(Scanned.Envelope.class);
      var envelope = (Scanned.Envelope) scanned;
      assertThat(envelope.type()).as("seed %d", seed).isEqualTo(command.type());
      assertThat(ORACLE.readTree(envelope.payload(frame)))
          .as("seed %d", seed)
          .isEqualTo(ORACLE.readTree(command.payload()));
    }
  }

  @Test
  void aMutatedFrameNeverCrashesTheScannerAndWhatItAcceptsIsJson() {
    int accepted = 0;
    for (long seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      var frame = mutated(RandomJson.command(random).text(), random);
      var label = "seed " + seed + " " + HexFormat.of().formatHex(frame);
      switch (EnvelopeScanner.scan(frame)) {
        case Scanned.Envelope envelope -> {
          accepted++;
          var tree = oracle(frame).orElseThrow(() -> new AssertionError(label));
          assertThat(tree.path("type").asString()).as(label).isEqualTo(envelope.type());
        }
        case Scanned.Unfit _ -> assertThat(oracle(frame)).as(label).isPresent();
        case Scanned.Malformed _ ->
            assertThat(oracle(frame).filter(tree -> !isOurRule(tree, frame))).as(label).isEmpty();
      }
    }
    assertThat(accepted).isGreaterThan(ROUNDS / 50);
  }

  /// The tree, or empty where the bytes are not strict UTF-8 or not JSON.
  private static Optional<JsonNode> oracle(byte[] frame) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame)).toString();
      return text.startsWith("\uFEFF") ? Optional.empty() : Optional.of(ORACLE.readTree(frame));
    } catch (CharacterCodingException | JacksonException _) {
      return Optional.empty();
    }
  }

  /// Whether one of our own rules explains why a frame that Jackson reads was not a command.
  private static boolean isOurRule(JsonNode tree, byte[] frame) {
    return !tree.isObject()
        || !tree.path("type").isString()
        || !StandardCharsets.UTF_8.newEncoder().canEncode(strings(tree))
        || isTwofoldOrLong(frame);
  }

  private static String strings(JsonNode node) {
    var all = new StringBuilder(node.asString(""));
    node.propertyNames().forEach(name -> all.append('.').append(name));
    node.values().forEach(value -> all.append('.').append(strings(value)));
    return all.toString();
  }

  /// Whether the envelope has a known field twice, or a number is too long.
  private static boolean isTwofoldOrLong(byte[] frame) {
    var names = new HashSet<String>();
    try (var parser = ORACLE.createParser(frame)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean outer = parser.streamReadContext().getNestingDepth() == 1;
        boolean known = ENVELOPE.contains(String.valueOf(parser.currentName()));
        if (token == JsonToken.PROPERTY_NAME && outer && known && !names.add(parser.currentName()))
          return true;
        if (token.isNumeric() && parser.getString().length() > Limits.NUMBER_LENGTH_MAX)
          return true;
      }
    }
    return false;
  }

  private static byte[] mutated(String text, Random random) {
    var frame = text.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(1, 4); i > 0 && frame.length > 1; i--) {
      int at = random.nextInt(frame.length);
      switch (random.nextInt(5)) {
        case 0 -> frame[at] = (byte) random.nextInt(256);
        case 1 -> frame[at] = (byte) "{}[]\",:\\u0e-.tfn ".charAt(random.nextInt(17));
        case 2 -> frame = Arrays.copyOf(frame, at);
        case 3 -> frame = without(frame, at);
        default -> frame = twice(frame, at, random.nextInt(at, frame.length));
      }
    }
    return frame;
  }

  private static byte[] without(byte[] frame, int at) {
    var shorter = Arrays.copyOf(frame, frame.length - 1);
    System.arraycopy(frame, at + 1, shorter, at, frame.length - at - 1);
    return shorter;
  }

  private static byte[] twice(byte[] frame, int from, int to) {
    var longer = Arrays.copyOf(frame, frame.length + to - from);
    System.arraycopy(frame, from, longer, to, frame.length - from);
    return longer;
  }
}

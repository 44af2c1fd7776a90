package dev.parley.protocol;

import java.util.Random;

/// Makes valid commands of all shapes, within the limits of the wire.
final class RandomJson {
  private static final int DEPTH = 6;
  private static final int WIDTH = 4;

  private final Random random;
  private final StringBuilder out = new StringBuilder();

  private RandomJson(Random random) {
    this.random = random;
  }

  record Command(String text, String type, String payload) {}

  static Command command(Random random) {
    var type = "t" + random.nextInt(1_000);
    var json = new RandomJson(random);
    json.object(DEPTH);
    var payload = json.out.toString();
    var fields =
        new String[] {"\"type\":\"" + type + '"', "\"payload\": " + payload, "\"id\" :\"i\""};
    int first = random.nextInt(3);
    int second = (first + 1 + random.nextInt(2)) % 3;
    int third = 3 - first - second;
    return new Command(
        "{" + fields[first] + ", " + fields[second] + "\n," + fields[third] + "}", type, payload);
  }

  private void value(int depth) {
    switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> out.append("true");
      case 1 -> out.append(random.nextBoolean() ? "false" : "null");
      case 2 -> number();
      case 3, 4 -> string();
      case 5 -> object(depth - 1);
      default -> array(depth - 1);
    }
  }

  private void object(int depth) {
    out.append('{');
    for (int i = 0, n = random.nextInt(WIDTH); i < n; i++) {
      out.append(i > 0 ? "," : "").append(space());
      string();
      out.append(space()).append(':').append(space());
      value(depth);
    }
    out.append(space()).append('}');
  }

  private void array(int depth) {
    out.append('[');
    for (int i = 0, n = random.nextInt(WIDTH); i < n; i++) {
      out.append(i > 0 ? "," : "").append(space());
      value(depth);
    }
    out.append(space()).append(']');
  }

  private void number() {
    out.append(random.nextBoolean() ? "-" : "").append(random.nextInt(100_000));
    if (random.nextBoolean()) out.append('.').append(random.nextInt(1_000));
    if (random.nextInt(4) == 0) {
      out.append(random.nextBoolean() ? "e" : "E")
          .append(new String[] {"", "+", "-"}[random.nextInt(3)])
          .append(random.nextInt(300));
    }
  }

  private void string() {
    out.append('"');
    for (int i = 0, n = random.nextInt(8); i < n; i++) {
      switch (random.nextInt(8)) {
        case 0 -> out.append("\\").append("\"\\/bfnrt".charAt(random.nextInt(8)));
        case 1 -> out.append("\\u").append(String.format("%04X", random.nextInt(0xD800)));
        case 2 -> out.append("\\ud83d\\uDe42");
        case 3 -> out.appendCodePoint(random.nextInt(0x80, 0x800));
        case 4 -> out.appendCodePoint(random.nextInt(0xE000, 0xFFFE));
        case 5 -> out.appendCodePoint(random.nextInt(0x10000, 0x110000));
        default -> out.append((char) random.nextInt('a', 'z'));
      }
    }
    out.append('"');
  }

  private String space() {
    return new String[] {"", "", " ", "\n", "\t\r"}[random.nextInt(5)];
  }
}

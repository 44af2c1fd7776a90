package dev.parley.crdt.codec;

/// A column of texts: all of them as one, then their UTF-16 lengths.
final class TextRuns {
  private TextRuns() {}

  static final class Reader {
    private final String text;
    private final UintRuns.Reader lengths;
    private int at;

    Reader(ByteReader bytes) {
      text = bytes.isEmpty() ? "" : bytes.readVarString();
      lengths = new UintRuns.Reader(bytes);
    }

    String read() {
      var length = skip();
      return text.substring(at - length, at);
    }

    int skip() {
      var length = lengths.read();
      if (length > text.length() - at) throw new MalformedUpdate("the texts end too early");
      at += (int) length;
      return (int) length;
    }
  }

  static final class Writer {
    private final StringBuilder text = new StringBuilder();
    private final UintRuns.Writer lengths = new UintRuns.Writer();

    void write(String next) {
      text.append(next);
      lengths.write(next.length());
    }

    ByteWriter finish() {
      var bytes = new ByteWriter();
      bytes.writeVarString(text.toString());
      bytes.writeBytes(lengths.finish());
      return bytes;
    }
  }
}

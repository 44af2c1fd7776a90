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
    private static final int TEXT_LENGTH = 16;

    private final StringBuilder text;
    private final UintRuns.Writer lengths;

    /// Has room for about so many texts from the start.
    Writer(int texts) {
      text =
          new StringBuilder(TEXT_LENGTH * (1 + Math.min(texts, ByteWriter.ROOM_MAX / TEXT_LENGTH)));
      lengths = new UintRuns.Writer(texts);
    }

    void write(String next) {
      text.append(next);
      lengths.write(next.length());
    }

    Column finish() {
      return new Column(Utf8.bytes(text.toString()), lengths.finish());
    }
  }

  /// What the column takes.
  static final class Column {
    private final byte[] text;
    private final ByteWriter lengths;

    private Column(byte[] text, ByteWriter lengths) {
      this.text = text;
      this.lengths = lengths;
    }

    int size() {
      return ByteWriter.varUintBytes(text.length) + text.length + lengths.size();
    }

    void writeTo(ByteWriter out) {
      out.writeVarUint(size());
      out.writeVarBytes(text);
      out.writeBytes(lengths);
    }
  }
}

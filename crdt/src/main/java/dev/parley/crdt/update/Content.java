package dev.parley.crdt.update;

import dev.parley.crdt.codec.StructEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an item holds.
sealed interface Content {
  /// How many elements it is, at least one.
  default long length() {
    return 1;
  }

  int ref();

  void write(StructEncoder encoder);

  /// What is left behind the offset.
  default Content from(int offset) {
    throw new IllegalArgumentException("one element has no parts");
  }

  /// What is before the length.
  default Content to(int length) {
    throw new IllegalArgumentException("one element has no parts");
  }

  record Deleted(long length) implements Content {
    static final int REF = 1;

    @Override
    public int ref() {
      return REF;
    }

    @Override
    public void write(StructEncoder encoder) {
      encoder.writeLength(length);
    }

    @Override
    public Content from(int offset) {
      return new Deleted(length - offset);
    }

    @Override
    public Content to(int shorter) {
      return new Deleted(shorter);
    }
  }

  /// Values as JSON text, or the word `undefined`.
  record JsonTexts(List<String> texts) implements Content {
    static final int REF = 2;

    @Override
    public int ref() {
      return REF;
    }

    @Override
    public long length() {
      return texts.size();
    }

    @Override
    public void write(StructEncoder encoder) {
      encoder.writeLength(texts.size());
      for (var text : texts) encoder.writeString(text);
    }

    @Override
    public Content from(int offset) {
      return new JsonTexts(texts.subList(offset, texts.size()));
    }

    @Override
    public Content to(int length) {
      return new JsonTexts(texts.subList(0, length));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
  record Binary(byte[] bytes) implements Content {
    static final int REF = 3;

    @Override
    public int ref() {
      return REF;
    }

    @Override
    public void write(StructEncoder encoder) {
      encoder.writeBuffer(bytes);
    }
  }

  /// Text, of which a surrogate pair that is torn apart becomes two replacements.
  record Text(String text) implements Content {
    static final int REF = 4;
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public int ref() {
      return REF;
    }

    @Override
    public long length() {
      return text.length();
    }

    @Override
    public void write(StructEncoder encoder) {
      encoder.writeString(text);
    }

    @Override
    public Content from(int offset) {
      if (!tears(offset)) return new Text(text.substring(offset));
      return new Text(REPLACEMENT + text.substring(offset + 1));
    }

    @Override
    public Content to(int length) {
      if (!tears(length)) return new Text(text.substring(0, length));
      return new Text(text.substring(0, length - 1) + REPLACEMENT);
    }

    private boolean tears(int at) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
  }

  record Embed(@Nullable Object value) implements Content {
    static final int REF = 5;

    @Override
    public int ref() {
      return REF;
    }

    @Override
    public void write(StructEncoder encoder) {
      encoder.writeJson(value);
    }
  }

  record Format(String key, @Nullable Object value) implements Content {
    static final int REF = 6;

    @Override
    public int ref() {
      return REF;
    }

    @Override
    public void write(StructEncoder encoder) {
      encoder.writeKey(key);
      encoder.writeJson(value);
    }
  }

  /// A nested type.
  ///
  /// @param name null unless this type has one
  record Type(int type, @Nullable String name) implements Content {
    static final int REF = 7;
    static final int TYPE_MAX = 6;

    static boolean isNamed(int type) {
      return type == 3 || type == 5;
    }

    @Override
    public int ref() {
      return REF;
    }

    @Override
    public void write(StructEncoder encoder) {
      encoder.writeTypeRef(type);
      if (name != null) encoder.writeKey(name);
    }
  }

  record Values(List<@Nullable Object> values) implements Content {
    static final int REF = 8;

    @Override
    public int ref() {
      return REF;
    }

    @Override
    public long length() {
      return values.size();
    }

    @Override
    public void write(StructEncoder encoder) {
      encoder.writeLength(values.size());
      for (var value : values) encoder.writeAny(value);
    }

    @Override
    public Content from(int offset) {
      return new Values(values.subList(offset, values.size()));
    }

    @Override
    public Content to(int length) {
      return new Values(values.subList(0, length));
    }
  }

  /// A document in the document.
  record Subdocument(String guid, @Nullable Object options) implements Content {
    static final int REF = 9;

    @Override
    public int ref() {
      return REF;
    }

    @Override
    public void write(StructEncoder encoder) {
      encoder.writeString(guid);
      encoder.writeAny(options);
    }
  }
}

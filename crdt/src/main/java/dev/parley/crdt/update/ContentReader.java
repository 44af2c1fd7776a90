package dev.parley.crdt.update;

import dev.parley.crdt.codec.Json;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.StructDecoder;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Reads or passes by what items hold.
final class ContentReader {
  private static final String UNDEFINED = "undefined";

  private ContentReader() {}

  static Content read(StructDecoder decoder, int ref) {
    return switch (ref) {
      case Content.Deleted.REF -> new Content.Deleted(decoder.readLength());
      case Content.JsonTexts.REF -> jsonTexts(decoder);
      case Content.Binary.REF -> new Content.Binary(decoder.readBuffer());
      case Content.Text.REF -> new Content.Text(decoder.readString());
      case Content.Embed.REF -> new Content.Embed(decoder.readJson());
      case Content.Format.REF -> new Content.Format(decoder.readKey(), decoder.readJson());
      case Content.Type.REF -> type(decoder);
      case Content.Values.REF -> values(decoder);
      case Content.Subdocument.REF ->
          new Content.Subdocument(decoder.readString(), decoder.readAny());
      default -> throw unknown();
    };
  }

  private static Content jsonTexts(StructDecoder decoder) {
    var texts = new ArrayList<String>();
    for (var left = decoder.readLength(); left > 0; left--) {
      var text = decoder.readString();
      texts.add(text.equals(UNDEFINED) ? text : Json.text(Json.parse(text)));
    }
    return new Content.JsonTexts(texts);
  }

  private static Content type(StructDecoder decoder) {
    var type = typeRef(decoder);
    return new Content.Type(type, Content.Type.isNamed(type) ? decoder.readKey() : null);
  }

  private static int typeRef(StructDecoder decoder) {
    var type = decoder.readTypeRef();
    if (type > Content.Type.TYPE_MAX) throw unknown();
    return type;
  }

  private static Content values(StructDecoder decoder) {
    var values = new ArrayList<@Nullable Object>();
    for (var left = decoder.readLength(); left > 0; left--) values.add(decoder.readAny());
    return new Content.Values(values);
  }

  /// Returns how many elements were passed by.
  static long skip(StructDecoder decoder, int ref) {
    return switch (ref) {
      case Content.Deleted.REF -> decoder.readLength();
      case Content.Text.REF -> decoder.skipString();
      case Content.JsonTexts.REF -> {
        var length = decoder.readLength();
        for (var left = length; left > 0; left--) decoder.skipString();
        yield length;
      }
      case Content.Values.REF -> {
        var length = decoder.readLength();
        for (var left = length; left > 0; left--) decoder.skipAny();
        yield length;
      }
      default -> {
        skipOne(decoder, ref);
        yield 1;
      }
    };
  }

  private static void skipOne(StructDecoder decoder, int ref) {
    switch (ref) {
      case Content.Binary.REF -> decoder.skipBuffer();
      case Content.Embed.REF -> decoder.skipJson();
      case Content.Format.REF -> {
        decoder.readKey();
        decoder.skipJson();
      }
      case Content.Type.REF -> {
        if (Content.Type.isNamed(typeRef(decoder))) decoder.readKey();
      }
      case Content.Subdocument.REF -> {
        decoder.skipString();
        decoder.skipAny();
      }
      default -> throw unknown();
    }
  }

  private static MalformedUpdate unknown() {
    return new MalformedUpdate("content of unknown kind");
  }
}

package dev.parley.crdt.codec;

import dev.parley.crdt.codec.MalformedUpdate.Reason;

/// What is read of others at most. Whoever exceeds it is refused with [MalformedUpdate]. All else
/// that an update can ask for is bounded by its bytes. A server lowers what its documents never
/// need:
///
/// ```java
/// new Doc(DocOptions.DEFAULT.within(Limits.DEFAULT.withUpdateBytes(1 << 20)));
/// ```
///
/// @param updateBytes how many bytes an update may have
/// @param clients how many clients one update may have structs or deletes of, each counted apart
/// @param structs how many structs are granted to every update; each of its bytes grants one more
/// @param ranges how many ranges of deletes one update may have
/// @param keyLength how many UTF-16 units the name of a root, a key, or the name of a format or an
///   element may have
/// @param waitingStructs how many structs, and how many ranges of deletes, may wait in a document
/// @param waitingBytes how many bytes of content may wait in a document
public record Limits(
    long updateBytes,
    long clients,
    long structs,
    long ranges,
    int keyLength,
    int waitingStructs,
    long waitingBytes) {
  /// JavaScript's largest exact integer, and the largest client.
  public static final long SAFE_INTEGER_MAX = (1L << 53) - 1;

  /// The largest clock, and the most elements that one client can have inserted.
  public static final long CLOCK_MAX = Integer.MAX_VALUE;

  /// How deep values may be nested.
  public static final int DEPTH_MAX = 64;

  public static final long UPDATE_BYTES_MAX = 256L << 20;

  public static final long CLIENTS_MAX = 1 << 20;

  /// The columns of the second format say "the same again" for next to nothing, so bytes alone
  /// bound nothing.
  public static final long STRUCTS_FREE = 8_192;

  /// How many structs each byte grants.
  public static final long STRUCTS_PER_BYTE = 1;

  /// How many texts each byte grants, of which as many are free as of structs.
  public static final long TEXTS_PER_BYTE = 2;

  public static final long RANGES_MAX = 16L << 20;

  public static final int KEY_LENGTH_MAX = 65_536;

  public static final int WAITING_STRUCTS_MAX = 262_144;

  public static final long WAITING_BYTES_MAX = 64L << 20;

  /// For bytes of others.
  public static final Limits DEFAULT =
      new Limits(
          UPDATE_BYTES_MAX,
          CLIENTS_MAX,
          STRUCTS_FREE,
          RANGES_MAX,
          KEY_LENGTH_MAX,
          WAITING_STRUCTS_MAX,
          WAITING_BYTES_MAX);

  /// For what this program wrote itself: a document that was built by many updates may have more
  /// structs than one update of others.
  public static final Limits OWN_BYTES =
      new Limits(
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          Long.MAX_VALUE / 2,
          Long.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Long.MAX_VALUE);

  public Limits withUpdateBytes(long bytes) {
    return new Limits(bytes, clients, structs, ranges, keyLength, waitingStructs, waitingBytes);
  }

  public Limits withClients(long count) {
    return new Limits(updateBytes, count, structs, ranges, keyLength, waitingStructs, waitingBytes);
  }

  public Limits withStructs(long count) {
    return new Limits(updateBytes, clients, count, ranges, keyLength, waitingStructs, waitingBytes);
  }

  public Limits withRanges(long count) {
    return new Limits(
        updateBytes, clients, structs, count, keyLength, waitingStructs, waitingBytes);
  }

  public Limits withKeyLength(int length) {
    return new Limits(updateBytes, clients, structs, ranges, length, waitingStructs, waitingBytes);
  }

  public Limits withWaiting(int structCount, long bytes) {
    return new Limits(updateBytes, clients, structs, ranges, keyLength, structCount, bytes);
  }

  /// What is left of the limits while one update is read. Belongs to one thread.
  static final class Budget {
    private final Limits limits;
    private long clientsLeft;
    private long structsLeft;
    private long textsLeft;
    private long rangesLeft;

    Budget(Limits limits, long bytes) {
      if (bytes > limits.updateBytes) {
        throw new MalformedUpdate(Reason.TOO_LARGE, "an update of " + bytes + " bytes");
      }
      this.limits = limits;
      clientsLeft = limits.clients;
      structsLeft = limits.structs + STRUCTS_PER_BYTE * bytes;
      textsLeft = limits.structs + TEXTS_PER_BYTE * bytes;
      rangesLeft = limits.ranges;
    }

    void client() {
      if (clientsLeft-- <= 0) throw new MalformedUpdate(Reason.TOO_MANY_CLIENTS, "clients");
    }

    void struct() {
      if (structsLeft-- <= 0) throw new MalformedUpdate(Reason.TOO_MANY_STRUCTS, "structs");
    }

    void text() {
      if (textsLeft-- <= 0) throw new MalformedUpdate(Reason.TOO_MANY_STRUCTS, "texts");
    }

    void range() {
      if (rangesLeft-- <= 0) throw new MalformedUpdate(Reason.TOO_MANY_RANGES, "ranges");
    }

    /// The same name, if it is short enough.
    String name(String name) {
      if (name.length() <= limits.keyLength) return name;
      throw new MalformedUpdate(Reason.KEY_TOO_LONG, "a key of " + name.length() + " characters");
    }
  }
}

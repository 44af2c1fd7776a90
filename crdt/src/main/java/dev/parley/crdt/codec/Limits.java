package dev.parley.crdt.codec;

/// What a decoder accepts at most. All else that an update can ask for is bounded by its bytes.
public final class Limits {
  /// JavaScript's largest exact integer, and the largest client.
  public static final long SAFE_INTEGER_MAX = (1L << 53) - 1;

  /// The largest clock, and the most elements that one client can have inserted.
  public static final long CLOCK_MAX = Integer.MAX_VALUE;

  /// How deep values may be nested.
  public static final int DEPTH_MAX = 64;

  /// The columns of the second format say "the same again" for next to nothing. So many structs and
  /// texts are granted to every update...
  public static final long PARTS_FREE = 262_144;

  /// ...and so many more for each of its bytes.
  public static final long PARTS_PER_BYTE = 64;

  private Limits() {}
}

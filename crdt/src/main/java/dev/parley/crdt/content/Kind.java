package dev.parley.crdt.content;

/// What an item can hold, by its number in the format.
public final class Kind {
  public static final int TOMBSTONE = 0;
  public static final int DELETED = 1;
  public static final int JSON = 2;
  public static final int BINARY = 3;
  public static final int STRING = 4;
  public static final int EMBED = 5;
  public static final int FORMAT = 6;
  public static final int TYPE = 7;
  public static final int ANY = 8;
  public static final int DOC = 9;
  public static final int HOLE = 10;

  private Kind() {}
}

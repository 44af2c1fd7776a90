package dev.parley.crdt.ids;

/// Consecutive elements of one client.
///
/// @param clock of the first one
/// @param length how many, at least one
public record Range(long clock, long length) {
  /// The first clock behind them.
  public long end() {
    return clock + length;
  }
}

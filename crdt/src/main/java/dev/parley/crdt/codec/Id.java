package dev.parley.crdt.codec;

/// Names one inserted element for ever.
///
/// @param client who inserted it, below 2^53
/// @param clock how many elements that client had inserted before
public record Id(long client, long clock) {}

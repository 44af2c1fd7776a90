package dev.parley.client;

/// How far a topic was told: the last offset, and the life of the log that it belongs to.
public record Position(String epoch, long offset) {}

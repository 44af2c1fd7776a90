package dev.parley.crdt.content;

import org.jspecify.annotations.Nullable;

/// A document that another one mentions.
///
/// @param guid its name
/// @param options how it wants to be opened
public record Subdocument(String guid, @Nullable Object options) {}

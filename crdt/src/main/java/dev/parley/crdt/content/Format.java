package dev.parley.crdt.content;

import org.jspecify.annotations.Nullable;

/// From here on a text has this attribute, or no longer has it if the value is null.
public record Format(String key, @Nullable Object value) {}

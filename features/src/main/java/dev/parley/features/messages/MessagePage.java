package dev.parley.features.messages;

import java.util.List;

/// Messages in ascending order, and whether there are more in the direction that was asked for.
public record MessagePage(List<Message> messages, boolean hasMore) {}

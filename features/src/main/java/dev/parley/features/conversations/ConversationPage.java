package dev.parley.features.conversations;

import java.util.List;
import java.util.Optional;

/// One page of a person's conversations, newest activity first.
///
/// @param nextBefore where the next page starts, if there is one
public record ConversationPage(
    List<Conversation> conversations, boolean hasMore, Optional<String> nextBefore) {}

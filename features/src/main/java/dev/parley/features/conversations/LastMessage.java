package dev.parley.features.conversations;

/// The newest message of a conversation, as a list of conversations shows it.
public interface LastMessage {
  /// Its place in the conversation.
  long seq();
}

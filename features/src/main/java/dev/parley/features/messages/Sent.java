package dev.parley.features.messages;

/// What sending came to: the message as it is stored.
///
/// @param duplicate whether it had been sent before
public record Sent(Message message, boolean duplicate) {}

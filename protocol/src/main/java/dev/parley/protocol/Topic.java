package dev.parley.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// What is subscribed to: one conversation, workspace, task, document, user or tenant. Written
/// `kind:uuid`, in lower case, and in no other way, so that one topic has one name.
public record Topic(Kind kind, UUID id) {
  /// Longest written form, in characters.
  public static final int LENGTH_MAX = "conversation:".length() + 36;

  public enum Kind {
    CONVERSATION,
    WORKSPACE,
    TASK,
    DOCUMENT,
    USER,
    TENANT;

    private final String label = name().toLowerCase(Locale.ROOT);

    /// The part of a topic's name before the colon.
    public String label() {
      return label;
    }
  }

  public static Topic conversation(UUID id) {
    return new Topic(Kind.CONVERSATION, id);
  }

  public static Topic workspace(UUID id) {
    return new Topic(Kind.WORKSPACE, id);
  }

  public static Topic task(UUID id) {
    return new Topic(Kind.TASK, id);
  }

  public static Topic document(UUID id) {
    return new Topic(Kind.DOCUMENT, id);
  }

  public static Topic user(UUID id) {
    return new Topic(Kind.USER, id);
  }

  public static Topic tenant(UUID id) {
    return new Topic(Kind.TENANT, id);
  }

  /// Reads the canonical written form; anything else is empty.
  public static Optional<Topic> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || text.length() > LENGTH_MAX) return Optional.empty();
    var label = text.substring(0, colon);
    for (var kind : Kind.values()) {
      if (kind.label().equals(label)) return parseId(kind, text.substring(colon + 1));
    }
    return Optional.empty();
  }

  private static Optional<Topic> parseId(Kind kind, String text) {
    try {
      var topic = new Topic(kind, UUID.fromString(text));
      return topic.id.toString().equals(text) ? Optional.of(topic) : Optional.empty();
    } catch (IllegalArgumentException ignored) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return kind.label() + ':' + id;
  }
}

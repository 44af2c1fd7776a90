package dev.parley.features.messages;

import java.util.List;

/// Messages in ascending order, and whether there are more in the direction that was asked for. A
/// page may be shorter than was asked for though there are more.
public record MessagePage(List<Message> messages, boolean hasMore) {

  MessagePage reversed() {
    return new MessagePage(messages.reversed(), hasMore);
  }
}

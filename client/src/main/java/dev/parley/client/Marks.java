package dev.parley.client;

import dev.parley.protocol.Problem.Retry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Watermarks on their way: the highest of a conversation wins, one command at a time carries it,
/// and a lost connection only delays it. Used on the loop alone.
final class Marks {
  private final String type;
  private final Loop loop;
  private final Map<UUID, Long> wanted = new HashMap<>();
  private final Set<UUID> busy = new HashSet<>();
  private @Nullable Wire wire;

  Marks(String type, Loop loop) {
    this.type = type;
    this.loop = loop;
  }

  void mark(UUID conversation, long seq) {
    wanted.merge(conversation, seq, Math::max);
    flush(conversation);
  }

  void opened(Wire opened) {
    wire = opened;
    for (var conversation : new ArrayList<>(wanted.keySet())) flush(conversation);
  }

  void lost() {
    wire = null;
    busy.clear();
  }

  private void flush(UUID conversation) {
    var now = wire;
    if (now == null || !wanted.containsKey(conversation) || !busy.add(conversation)) return;
    long seq = wanted.getOrDefault(conversation, 0L);
    now.request(Wire.Lane.URGENT, type, Map.of("conversationId", conversation, "seq", seq))
        .whenComplete((ignored, failure) -> {
          if (now == wire) settle(conversation, seq, failure);
        });
  }

  private void settle(UUID conversation, long seq, @Nullable Throwable failure) {
    if (failure instanceof ParleyException problem && problem.retry() != Retry.NEVER) {
      loop.after(Outbox.RETRY_AFTER, () -> again(conversation));
      return;
    }
    wanted.remove(conversation, seq);
    again(conversation);
  }

  private void again(UUID conversation) {
    busy.remove(conversation);
    flush(conversation);
  }
}

package dev.parley.gateway.fanout;

import org.jspecify.annotations.Nullable;

/// Something that a shard does on its loop. Used once: it is a link of the shard's queue itself.
abstract class Errand {
  @Nullable Errand next;

  abstract void run();
}

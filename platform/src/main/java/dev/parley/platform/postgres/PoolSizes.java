package dev.parley.platform.postgres;

/// How many transactions may run at once: those bound to a tenant, the appender's, and those of the
/// installation as a whole. Each has connections of its own, so that none starves another.
public record PoolSizes(int tenant, int append, int system) {
  public static final PoolSizes SERVER = new PoolSizes(16, 2, 4);

  /// For tests, where many databases share one server.
  public static final PoolSizes SMALL = new PoolSizes(6, 2, 2);
}

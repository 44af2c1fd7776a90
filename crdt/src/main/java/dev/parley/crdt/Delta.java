package dev.parley.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a text consists of, or how a list changes: operations from its start to its end.
public record Delta(List<Op> ops) {
  public Delta {
    ops = List.copyOf(ops);
  }

  /// One operation.
  public sealed interface Op {
    /// @param insert of a text a String, the value of an embed, or a [SharedType]; of other lists a
    ///   List of values
    /// @param attributes empty if there are none
    record Insert(@Nullable Object insert, Map<String, @Nullable Object> attributes)
        implements Op {}

    /// @param attributes what changes of them: null for those that go
    record Retain(int length, Map<String, @Nullable Object> attributes) implements Op {}

    record Delete(int length) implements Op {}
  }

  public static Builder builder() {
    return new Builder();
  }

  /// Collects operations in their order.
  public static final class Builder {
    private final List<Op> ops = new ArrayList<>();

    private Builder() {}

    public Builder insert(@Nullable Object insert) {
      return insert(insert, Map.of());
    }

    public Builder insert(
        @Nullable Object insert, Map<String, ? extends @Nullable Object> attributes) {
      ops.add(new Op.Insert(insert, new java.util.LinkedHashMap<>(attributes)));
      return this;
    }

    public Builder retain(int length) {
      return retain(length, Map.of());
    }

    public Builder retain(int length, Map<String, ? extends @Nullable Object> attributes) {
      ops.add(new Op.Retain(length, new java.util.LinkedHashMap<>(attributes)));
      return this;
    }

    public Builder delete(int length) {
      ops.add(new Op.Delete(length));
      return this;
    }

    public Delta build() {
      return new Delta(ops);
    }
  }
}

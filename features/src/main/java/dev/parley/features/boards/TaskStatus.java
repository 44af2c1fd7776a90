package dev.parley.features.boards;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/// How far the work on a task is. Each column of a board stands for one of these.
public enum TaskStatus {
  TO_DO("todo"),
  DOING("doing"),
  DONE("done"),
  CANCELLED("cancelled");

  private final String label;

  TaskStatus(String label) {
    this.label = label;
  }

  /// The name on the wire and in the database.
  @JsonValue
  public String label() {
    return label;
  }

  /// Empty for what is no status.
  public static Optional<TaskStatus> find(String label) {
    return Stream.of(values()).filter(status -> status.label.equals(label)).findFirst();
  }

  /// Reads a label that was checked before; anything else is a fault of the caller.
  @JsonCreator
  public static TaskStatus of(String label) {
    return find(label).orElseThrow(() -> new IllegalArgumentException(label));
  }
}

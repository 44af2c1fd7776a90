package dev.parley.bench.workload;

import java.util.List;

/// One edit of one person.
sealed interface Edit {
  record Insert(int at, String text) implements Edit {}

  record Delete(int at, int length) implements Edit {}

  record Put(int at, List<Integer> values) implements Edit {}

  /// How many characters the text gains.
  default int growth() {
    return switch (this) {
      case Insert insert -> insert.text.length();
      case Delete delete -> -delete.length;
      case Put _ -> 0;
    };
  }

  default void apply(Replica to) {
    switch (this) {
      case Insert insert -> to.text().insert(insert.at, insert.text);
      case Delete delete -> to.text().delete(delete.at, delete.length);
      case Put put -> to.array().insertAll(put.at, put.values);
    }
  }
}

package dev.parley.bench.workload;

/// Numbers that look random and are those of `draws.mjs` for the same seed.
final class Draws {
  private int state;

  Draws(int seed) {
    state = seed * 0x9e3779b1 | 1;
  }

  private int next() {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  }

  int below(int bound) {
    return Integer.remainderUnsigned(next(), bound);
  }

  String word(int shortest, int longest) {
    var word = new StringBuilder();
    for (int left = shortest + below(longest - shortest + 1); left > 0; left--) {
      word.append((char) ('a' + below(26)));
    }
    return word.toString();
  }
}

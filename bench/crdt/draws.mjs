// Numbers that look random and are those of Draws.java for the same seed.
export class Draws {
  #state;

  constructor(seed) {
    this.#state = Math.imul(seed, 0x9e3779b1) | 1;
  }

  #next() {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x >>> 0;
  }

  below(bound) {
    return this.#next() % bound;
  }

  word(shortest, longest) {
    let word = '';
    for (let left = shortest + this.below(longest - shortest + 1); left > 0; left--) {
      word += String.fromCharCode(97 + this.below(26));
    }
    return word;
  }
}

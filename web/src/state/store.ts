/** Holds one immutable value; listeners hear of every replacement, gathered per turn. */
export class Store<S> {
  #value: S;
  #scheduled = false;
  readonly #listeners = new Set<() => void>();

  constructor(value: S) {
    this.#value = value;
  }

  get = (): S => this.#value;

  set(next: S): void {
    if (next === this.#value) return;
    this.#value = next;
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }

  update(change: (value: S) => S): void {
    this.set(change(this.#value));
  }

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
}

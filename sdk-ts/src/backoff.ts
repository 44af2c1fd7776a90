import type { Clock } from './clock.ts';

const BASE_MS = 500;
const CEILING_MS = 30_000;
const FLOOR_MS = 100;
const FLOOD_PAUSE_MS = 30_000;

export type AfterClose = 'reconnect' | 'refresh' | 'stop';

/** What a close code asks of the client. */
export function afterClose(code: number): AfterClose {
  switch (code) {
    case 4401:
      return 'refresh';
    case 4400:
    case 4403:
      return 'stop';
    default:
      return 'reconnect';
  }
}

/** Full jitter: a random wait below a ceiling that doubles with every failure in a row. */
export class Backoff {
  readonly #clock: Clock;
  #failures = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get failures(): number {
    return this.#failures;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** The wait before the next attempt; `code` is the close code that ended the last one. */
  next(code: number): number {
    const ceiling = Math.min(CEILING_MS, BASE_MS * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    const jittered = FLOOR_MS + this.#clock.random() * ceiling;
    return code === 4429 ? FLOOD_PAUSE_MS + jittered : jittered;
  }
}

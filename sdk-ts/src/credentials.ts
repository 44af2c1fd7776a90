import type { Clock } from './clock.ts';
import { ParleyError } from './problem.ts';
import type { SignedIn } from './protocol.ts';
import { Signal } from './signal.ts';
import type { KeyValueStore } from './store.ts';

/** Mutual exclusion between the tabs that share one store; the browser's Web Locks, where present. */
export interface Locks {
  request<T>(name: string, run: () => Promise<T>): Promise<T>;
}

const KEY = 'session';
const LOCK = 'parley.refresh';

/**
 * The session of one person on one device. A refresh token is used once, so of all callers in all
 * tabs one refreshes at a time, and a caller that waited takes over what the first one got.
 */
export class Credentials {
  readonly signedOut = new Signal<void>();
  readonly #store: KeyValueStore;
  readonly #locks: Locks;
  readonly #exchange: (refreshToken: string) => Promise<SignedIn>;
  readonly #clock: Clock;
  #session: SignedIn | null;
  #refreshing: Promise<string> | null = null;

  constructor(parts: {
    session: SignedIn;
    store: KeyValueStore;
    locks: Locks;
    clock: Clock;
    exchange: (refreshToken: string) => Promise<SignedIn>;
  }) {
    this.#session = parts.session;
    this.#store = parts.store;
    this.#locks = parts.locks;
    this.#clock = parts.clock;
    this.#exchange = parts.exchange;
  }

  static async load(store: KeyValueStore): Promise<SignedIn | null> {
    return ((await store.get(KEY)) as SignedIn | undefined) ?? null;
  }

  static async save(store: KeyValueStore, session: SignedIn): Promise<void> {
    await store.set(KEY, session);
  }

  get session(): SignedIn {
    if (this.#session === null) throw ParleyError.signedOut();
    return this.#session;
  }

  get present(): boolean {
    return this.#session !== null;
  }

  /** A token that should still be good, renewed first when its time is over by this clock. */
  async token(): Promise<string> {
    const { token, expiresAt } = this.session;
    return Date.parse(expiresAt) - this.#clock.now() > 5_000 ? token : this.refresh(token);
  }

  /** A token other than `stale`. Throws `signed_out` when the session has ended. */
  refresh(stale: string): Promise<string> {
    this.#refreshing ??= this.#locks
      .request(LOCK, () => this.#renew(stale))
      .finally(() => {
        this.#refreshing = null;
      });
    return this.#refreshing;
  }

  /** Waits for a refresh under way, which would keep the session again. */
  forget(): Promise<void> {
    return this.#locks.request(LOCK, () => this.#end());
  }

  async #end(): Promise<void> {
    if (this.#session === null) return;
    this.#session = null;
    await this.#store.delete(KEY);
    this.signedOut.emit();
  }

  async #renew(stale: string): Promise<string> {
    const kept = await Credentials.load(this.#store);
    if (kept === null || kept.user.id !== this.session.user.id) {
      await this.#leave();
      throw ParleyError.signedOut();
    }
    if (kept.token !== stale) {
      this.#session = kept;
      return kept.token;
    }
    try {
      const renewed = await this.#exchange(kept.refreshToken);
      this.#session = { ...renewed, deviceToken: renewed.deviceToken ?? kept.deviceToken };
      await Credentials.save(this.#store, this.#session);
      return renewed.token;
    } catch (error) {
      if (error instanceof ParleyError && error.retry !== 'later') {
        await this.#end();
        throw ParleyError.signedOut();
      }
      throw error;
    }
  }

  /** The store has no session, or another person's: leave it alone and be signed out here. */
  async #leave(): Promise<void> {
    this.#session = null;
    this.signedOut.emit();
  }
}

let lastTurn: Promise<unknown> = Promise.resolve();

/** Web Locks in a browser; elsewhere one queue for this process. */
export function locksOf(): Locks {
  const web = globalThis.navigator?.locks;
  if (web) return { request: (name, run) => web.request(name, run) as ReturnType<typeof run> };
  return {
    request(_name, run) {
      const turn = lastTurn.then(run, run);
      lastTurn = turn.catch(() => undefined);
      return turn;
    },
  };
}

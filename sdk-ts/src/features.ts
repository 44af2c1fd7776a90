import type { Clock, Timer } from './clock.ts';
import type { Credentials } from './credentials.ts';
import type { Http } from './http.ts';
import { ParleyError } from './problem.ts';
import type { Position } from './protocol.ts';
import { Signal } from './signal.ts';
import type { Listening, Subscriber } from './subscription.ts';
import { Switches } from './switches.ts';

/** Why it is so, in the words of OpenFeature. */
export type FeatureReason = 'TARGETING_MATCH' | 'SPLIT' | 'STATIC' | 'DISABLED' | 'DEFAULT';

export interface FeatureChange {
  key: string;
  /** Null where nobody says anything about it any more. */
  value: boolean | null;
}

interface Answer {
  features: Record<string, { value: boolean; reason: FeatureReason }>;
  topic: string;
  epoch: string;
  offset: number;
}

/** How often it is asked again while the answer is older than the news. */
const AGAIN_MAX = 5;

export interface FeatureParts {
  http: Http;
  who: Credentials;
  clock: Clock;
  /** Everyone hears of a change at once, so each asks at a moment of its own within so long. */
  spreadMs: number;
  subscribe: (topic: string, subscriber: Subscriber, position: Position) => Listening;
}

/** What is on for this person: read once connected, and again a moment after each change. */
export class Features {
  /** Hears what is different now. */
  readonly changed = new Signal<FeatureChange[]>();
  /** Hears of every change in the tenant, also of what is no different for this person. */
  readonly told = new Signal<void>();
  /** Who has which feature, for administrators. */
  readonly switches: Switches;
  readonly #parts: FeatureParts;
  #answer: Answer | null = null;
  #listening: Listening | null = null;
  #timer: Timer | null = null;
  #again = 0;
  #closed = false;

  constructor(parts: FeatureParts) {
    this.#parts = parts;
    this.switches = new Switches(parts.http, parts.who);
  }

  /** Whether a feature is on, or `otherwise` while that is not known. */
  get(key: string, otherwise = false): boolean {
    return this.#answer?.features[key]?.value ?? otherwise;
  }

  reason(key: string): FeatureReason | null {
    return this.#answer?.features[key]?.reason ?? null;
  }

  /** Every feature that is known. */
  get all(): Readonly<Record<string, boolean>> {
    const entries = Object.entries(this.#answer?.features ?? {});
    return Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
  }

  listen(listener: (changes: FeatureChange[]) => void): () => void {
    return this.changed.listen(listener);
  }

  /** Asks now. */
  async load(): Promise<void> {
    const { http, who } = this.#parts;
    const answer = await http.askAs<Answer>(who, 'GET', '/features');
    if (!this.#closed) this.#learn(answer);
  }

  /** As a request that tells a bad token from an unreachable server; older servers know another. */
  async probe(otherwise: () => Promise<unknown>): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      if (!(error instanceof ParleyError) || error.status !== 404) throw error;
      await otherwise();
    }
  }

  /** There is a connection: from the first on, changes are followed. */
  opened(): void {
    if (this.#listening !== null) return;
    this.load().catch(() => undefined);
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #learn(answer: Answer): void {
    const before = this.all;
    this.#answer = answer;
    const { topic, epoch, offset } = answer;
    this.#listening ??= this.#parts.subscribe(
      topic,
      { event: () => this.#news(), reload: () => this.#news() },
      { epoch, offset },
    );
    const heard = this.#listening.position;
    const old = heard !== null && heard.epoch === epoch && offset < heard.offset;
    if (old && this.#again < AGAIN_MAX) {
      this.#again += 1;
      this.#soon();
    } else {
      this.#again = 0;
    }
    this.#tell(before);
  }

  #tell(before: Readonly<Record<string, boolean>>): void {
    const after = this.all;
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    const changes = [...keys]
      .filter((key) => before[key] !== after[key])
      .map((key) => ({ key, value: after[key] ?? null }));
    if (changes.length > 0) this.changed.emit(changes);
  }

  #news(): void {
    this.told.emit();
    this.#soon();
  }

  #soon(): void {
    if (this.#timer !== null || this.#closed) return;
    const { clock, spreadMs } = this.#parts;
    this.#timer = clock.after(clock.random() * spreadMs, () => {
      this.#timer = null;
      this.load().catch(() => {
        if (this.#again++ < AGAIN_MAX) this.#soon();
      });
    });
  }
}

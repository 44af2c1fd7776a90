import type { Clock, Timer } from './clock.ts';
import type { EventOf, TopicEvent, Viewer, Viewers } from './protocol.ts';
import type { Wire } from './wire.ts';

const BEAT_MS = 30_000;

/** Looking at a topic: who else does, kept up to date until `close`. */
export interface Viewing {
  /** Those who have looked on longest, oneself among them; at most 100. */
  readonly viewers: readonly Viewer[];
  /** How many look on. */
  readonly count: number;
  close(): void;
}

/** What this client looks at: said at once, every 30 seconds, and again on each new connection. */
export class Viewings {
  readonly #clock: Clock;
  readonly #open = new Map<string, Look>();
  #wire: Wire | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  view(topic: string, changed: () => void): Viewing {
    if (this.#open.has(topic)) throw new Error(`already looking at ${topic}`);
    const look = new Look(topic, this.#clock, changed);
    this.#open.set(topic, look);
    if (this.#wire !== null) look.opened(this.#wire);
    return {
      get viewers() {
        return look.viewers;
      },
      get count() {
        return look.count;
      },
      close: () => {
        if (this.#open.get(topic) !== look) return;
        this.#open.delete(topic);
        look.close();
      },
    };
  }

  opened(wire: Wire): void {
    this.#wire = wire;
    for (const look of this.#open.values()) look.opened(wire);
  }

  lost(): void {
    this.#wire = null;
    for (const look of this.#open.values()) look.lost();
  }

  heard(event: TopicEvent): void {
    const look = this.#open.get(event.topic);
    if (event.type === 'presence.joined') look?.joined(event.payload);
    else if (event.type === 'presence.left') look?.left(event.payload);
  }
}

class Look {
  viewers: readonly Viewer[] = [];
  count = 0;
  readonly #topic: string;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #wire: Wire | null = null;
  #timer: Timer | null = null;
  /** What was told since the last answer was asked for, which may be older. */
  #since: (() => void)[] = [];

  constructor(topic: string, clock: Clock, changed: () => void) {
    this.#topic = topic;
    this.#clock = clock;
    this.#changed = changed;
  }

  opened(wire: Wire): void {
    this.#wire = wire;
    this.#beat();
  }

  /** Whoever was there probably still is: the next answer tells. */
  lost(): void {
    this.#wire = null;
    this.#timer?.cancel();
  }

  close(): void {
    this.#wire?.request('presence.leave', { topic: this.#topic }).catch(() => undefined);
    this.lost();
  }

  joined(told: EventOf<'presence.joined'>['payload']): void {
    this.#told(() => {
      const came = new Set(told.viewers.map((viewer) => viewer.userId));
      this.viewers = [...this.viewers.filter((each) => !came.has(each.userId)), ...told.viewers];
      this.count = told.count;
    });
  }

  left(told: EventOf<'presence.left'>['payload']): void {
    this.#told(() => {
      this.viewers = this.viewers.filter((each) => !told.userIds.includes(each.userId));
      this.count = told.count;
    });
  }

  #told(apply: () => void): void {
    this.#since.push(apply);
    apply();
    this.#changed();
  }

  #beat(): void {
    const wire = this.#wire;
    if (wire === null) return;
    this.#timer?.cancel();
    this.#timer = this.#clock.after(BEAT_MS, () => this.#beat());
    this.#since = [];
    wire
      .request('presence.join', { topic: this.#topic })
      .then((answer) => {
        if (wire !== this.#wire) return;
        const { viewers, count } = answer as unknown as Viewers;
        this.viewers = viewers;
        this.count = count;
        for (const apply of this.#since) apply();
        this.#changed();
      })
      .catch(() => undefined);
  }
}

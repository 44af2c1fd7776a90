import type { Clock, Timer } from './clock.ts';
import { ParleyError } from './problem.ts';
import type { Position, Subscribed, TopicEvent } from './protocol.ts';
import type { Wire } from './wire.ts';

export interface Listening {
  /** How far this topic has been told. */
  readonly position: Position | null;
  /** A snapshot taken at `position` is known: do not tell again what it contains. */
  advance(position: Position): void;
  close(): void;
}

export interface Subscriber {
  /** Every durable event of the topic once, in the order of its offset; ephemeral ones as they come. */
  event(event: TopicEvent): void;
  /**
   * What came before `position` is not known here: fetch a fresh snapshot. This is also the first
   * call of a subscription that was opened without a position. Events after `position` follow.
   */
  reload?(position: Position): void;
  /** The server ended it, for example because the person was removed. Nothing follows. */
  ended?(code: string): void;
}

type Phase = 'idle' | 'asking' | 'live' | 'ended';

const HELD_MAX = 2_000;
const FRUITLESS_MAX = 3;
const RETRY_MS = 1_000;

/** One topic: knows how far it was told, and asks again for whatever is missing. */
export class Subscription {
  readonly topic: string;
  readonly #subscriber: Subscriber;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #wire: Wire | null = null;
  #phase: Phase = 'idle';
  #position: Position | null;
  #held: TopicEvent[] = [];
  #overflowed = false;
  #fruitless = 0;
  #round = 0;
  #retry: Timer | null = null;

  constructor(parts: {
    topic: string;
    subscriber: Subscriber;
    position: Position | null;
    clock: Clock;
    changed: () => void;
  }) {
    this.topic = parts.topic;
    this.#subscriber = parts.subscriber;
    this.#position = parts.position;
    this.#clock = parts.clock;
    this.#changed = parts.changed;
  }

  get settled(): boolean {
    return this.#phase === 'live' || this.#phase === 'ended';
  }

  get position(): Position | null {
    return this.#position;
  }

  /** A snapshot taken at `position` is known: what it already contains is not told again. */
  advance(position: Position): void {
    const here = this.#position;
    if (here !== null && here.epoch === position.epoch && here.offset < position.offset) {
      this.#position = { ...position };
    }
  }

  opened(wire: Wire): void {
    if (this.#phase === 'ended') return;
    this.#wire = wire;
    this.#ask();
  }

  lost(): void {
    this.#wire = null;
    this.#round += 1;
    this.#retry?.cancel();
    this.#held = [];
    this.#overflowed = false;
    if (this.#phase !== 'ended') this.#phase = 'idle';
  }

  closed(): void {
    this.lost();
    this.#phase = 'ended';
  }

  heard(event: TopicEvent): void {
    if (this.#phase === 'ended') return;
    if (event.offset == null) {
      this.#subscriber.event(event);
    } else if (this.#phase === 'live') {
      this.#accept(event);
    } else if (this.#held.length < HELD_MAX) {
      this.#held.push(event);
    } else {
      this.#overflowed = true;
    }
  }

  /** Asks once what is new, where nobody tells of it; whether anything was. */
  async poll(): Promise<boolean> {
    const wire = this.#wire;
    const before = this.#position;
    if (wire === null || before === null || this.#phase !== 'live') return false;
    const round = ++this.#round;
    try {
      const reply = await wire.request('subscribe', { topic: this.topic, ...before }, 'patient');
      if (round !== this.#round) return false;
      this.#answered(reply as unknown as Subscribed);
      return this.#position?.offset !== before.offset;
    } catch (error) {
      if (round !== this.#round) return false;
      if (!(error instanceof ParleyError) || error.retry !== 'never') throw error;
      this.refused(error.code);
      return true;
    }
  }

  /** The server says that it tells no more. */
  refused(code: string): void {
    if (this.#phase === 'ended') return;
    this.closed();
    this.#subscriber.ended?.(code);
    this.#changed();
  }

  #accept(event: TopicEvent): void {
    const offset = event.offset ?? 0;
    const here = this.#position;
    if (here === null) {
      this.#subscriber.event(event);
      return;
    }
    if (offset <= here.offset) return;
    if (offset === here.offset + 1) {
      this.#position = { epoch: here.epoch, offset };
      this.#fruitless = 0;
      this.#subscriber.event(event);
      return;
    }
    this.#held.push(event);
    if (this.#phase !== 'live') return;
    this.#fruitless += 1;
    this.#ask();
  }

  #ask(): void {
    const wire = this.#wire;
    if (wire === null) return;
    const round = ++this.#round;
    this.#phase = 'asking';
    this.#retry?.cancel();
    if (this.#fruitless > FRUITLESS_MAX) this.#position = null;
    wire.request('subscribe', { topic: this.topic, ...this.#position }, 'patient').then(
      (reply) => {
        if (round === this.#round) this.#answered(reply as unknown as Subscribed);
      },
      (error: unknown) => {
        if (round === this.#round) this.#failed(error);
      },
    );
    this.#changed();
  }

  #answered(reply: Subscribed): void {
    if (reply.epoch === null || reply.offset === null) {
      this.#position = null;
      this.#live();
      return;
    }
    const position = { epoch: reply.epoch, offset: reply.offset };
    if (reply.recovered) {
      this.#recover(reply.events, position);
    } else {
      this.#position = position;
      this.#fruitless = 0;
      this.#subscriber.reload?.(position);
    }
    if (reply.hasMore) this.#ask();
    else this.#live();
  }

  #recover(events: TopicEvent[], position: Position): void {
    for (const event of events) this.#accept(event);
    if ((this.#position?.offset ?? 0) < position.offset) this.#fruitless += 1;
  }

  #live(): void {
    const held = this.#held.sort((a, b) => (a.offset ?? 0) - (b.offset ?? 0));
    this.#held = [];
    this.#phase = 'live';
    for (const event of held) this.heard(event);
    if (this.#overflowed) {
      this.#overflowed = false;
      this.#ask();
    }
    this.#changed();
  }

  #failed(error: unknown): void {
    const problem = error instanceof ParleyError ? error : null;
    if (problem !== null && problem.retry === 'never') {
      this.refused(problem.code);
      return;
    }
    const wait = problem?.retryAfterMs ?? RETRY_MS;
    this.#retry = this.#clock.after(wait + this.#clock.random() * RETRY_MS, () => this.#ask());
  }
}

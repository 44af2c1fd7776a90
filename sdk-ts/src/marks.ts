import type { Clock, Timer } from './clock.ts';
import type { Wire } from './wire.ts';

const DEBOUNCE_MS = 400;
const TYPING_EVERY_MS = 3_000;

/** Watermarks on their way: the highest of a conversation wins, and one command carries it. */
export class Marks {
  readonly #type: 'message.read' | 'message.delivered';
  readonly #clock: Clock;
  readonly #wanted = new Map<string, number>();
  readonly #sent = new Map<string, number>();
  #wire: Wire | null = null;
  #timer: Timer | null = null;

  constructor(type: 'message.read' | 'message.delivered', clock: Clock) {
    this.#type = type;
    this.#clock = clock;
  }

  mark(conversationId: string, seq: number): void {
    const known = Math.max(
      this.#wanted.get(conversationId) ?? 0,
      this.#sent.get(conversationId) ?? 0,
    );
    if (seq <= known) return;
    this.#wanted.set(conversationId, seq);
    this.#schedule(DEBOUNCE_MS);
  }

  opened(wire: Wire): void {
    this.#wire = wire;
    if (this.#wanted.size > 0) this.#schedule(DEBOUNCE_MS);
  }

  lost(): void {
    this.#wire = null;
    this.#timer?.cancel();
    this.#timer = null;
  }

  #schedule(ms: number): void {
    if (this.#wire === null) return;
    this.#timer ??= this.#clock.after(ms, () => {
      this.#timer = null;
      this.#flush();
    });
  }

  #flush(): void {
    const wire = this.#wire;
    if (wire === null) return;
    for (const [conversationId, seq] of this.#wanted) {
      this.#wanted.delete(conversationId);
      this.#sent.set(conversationId, seq);
      wire.request(this.#type, { conversationId, seq }).catch(() => {
        if (this.#sent.get(conversationId) === seq) this.#sent.delete(conversationId);
        if (wire !== this.#wire) this.mark(conversationId, seq);
      });
    }
  }
}

/** Typing, said at most every three seconds while it goes on. */
export class Typing {
  readonly #clock: Clock;
  readonly #saidAt = new Map<string, number>();
  #wire: Wire | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(conversationId: string, typing: boolean): void {
    const said = this.#saidAt.get(conversationId);
    if (this.#wire === null || (!typing && said === undefined)) return;
    if (typing && said !== undefined && this.#clock.now() - said < TYPING_EVERY_MS) return;
    if (typing) this.#saidAt.set(conversationId, this.#clock.now());
    else this.#saidAt.delete(conversationId);
    const type = typing ? 'typing.start' : 'typing.stop';
    this.#wire.request(type, { conversationId }).catch(() => undefined);
  }

  opened(wire: Wire): void {
    this.#wire = wire;
  }

  lost(): void {
    this.#wire = null;
    this.#saidAt.clear();
  }
}

import type { Clock, Timer } from './clock.ts';
import { randomId } from './ids.ts';
import { ParleyError } from './problem.ts';
import type { Message } from './protocol.ts';
import { Signal } from './signal.ts';
import type { KeyValueStore } from './store.ts';
import type { Wire } from './wire.ts';

export interface Draft {
  conversationId: string;
  content: string;
  replyToId?: string | null;
  metadata?: Record<string, unknown> | null;
  /** Tasks that it cites, at most 20, each of which the sender sees. */
  taskIds?: string[];
  /** Chosen by the client when absent. A repeat with the same id has the effect of one. */
  clientId?: string;
}

export interface Outgoing {
  clientId: string;
  conversationId: string;
  content: string;
  replyToId: string | null;
  metadata: Record<string, unknown> | null;
  taskIds?: string[];
  queuedAt: string;
  /** Set once the server refused it for good; it waits for `retry` or `discard`. */
  failure: { code: string; title: string } | null;
}

interface Entry {
  outgoing: Outgoing;
  resolve: (message: Message) => void;
  reject: (error: ParleyError) => void;
}

const QUEUE_MAX = 500;
const KEY = 'outbox/';
const RETRY_MS = 1_000;

/**
 * Messages on their way. Each is kept in the store until the server acknowledged it, is sent under
 * its clientId as often as it takes, and has effect once. Within a conversation they leave in order.
 */
export class Outbox {
  readonly changed = new Signal<void>();
  readonly acknowledged = new Signal<Message>();
  readonly #entries = new Map<string, Entry>();
  readonly #busy = new Set<string>();
  readonly #retries = new Map<string, Timer>();
  readonly #store: KeyValueStore;
  readonly #clock: Clock;
  readonly #prefix: string;
  #wire: Wire | null = null;
  #forgotten = false;

  constructor(store: KeyValueStore, clock: Clock, userId: string) {
    this.#store = store;
    this.#clock = clock;
    this.#prefix = `${KEY}${userId}/`;
  }

  /** Takes up what an earlier run of the client could not send. */
  async restore(): Promise<void> {
    const kept = await this.#store.entries(this.#prefix);
    const outgoing = kept.map(([, value]) => value as Outgoing);
    outgoing.sort((a, b) => a.queuedAt.localeCompare(b.queuedAt));
    for (const each of outgoing) {
      if (!this.#entries.has(each.clientId)) this.#adopt(each).catch(() => undefined);
    }
    this.changed.emit();
    this.#flush();
  }

  list(): Outgoing[] {
    return [...this.#entries.values()].map((entry) => entry.outgoing);
  }

  get waiting(): number {
    return [...this.#entries.values()].filter((entry) => entry.outgoing.failure === null).length;
  }

  send(draft: Draft): Promise<Message> {
    if (this.#entries.size >= QUEUE_MAX) return Promise.reject(ParleyError.queueFull());
    const outgoing: Outgoing = {
      clientId: draft.clientId ?? randomId(),
      conversationId: draft.conversationId,
      content: draft.content,
      replyToId: draft.replyToId ?? null,
      metadata: draft.metadata ?? null,
      ...(draft.taskIds?.length ? { taskIds: draft.taskIds } : {}),
      queuedAt: new Date(this.#clock.now()).toISOString(),
      failure: null,
    };
    const acknowledged = this.#adopt(outgoing);
    void this.#keep(outgoing);
    this.changed.emit();
    this.#flush();
    return acknowledged;
  }

  retry(clientId: string): void {
    const entry = this.#entries.get(clientId);
    if (entry === undefined || entry.outgoing.failure === null) return;
    entry.outgoing = { ...entry.outgoing, failure: null };
    void this.#keep(entry.outgoing);
    this.changed.emit();
    this.#flush();
  }

  discard(clientId: string): void {
    const entry = this.#entries.get(clientId);
    if (entry === undefined) return;
    this.#remove(entry);
    entry.reject(new ParleyError({ code: 'discarded', title: 'Discarded', retry: 'never' }));
  }

  /** Gives up what waits, and removes from the store also what an earlier run left there. */
  async forget(): Promise<void> {
    this.#forgotten = true;
    for (const { outgoing } of [...this.#entries.values()]) this.discard(outgoing.clientId);
    const kept = await this.#store.entries(this.#prefix).catch(() => []);
    await Promise.all(kept.map(([key]) => this.#store.delete(key).catch(() => undefined)));
  }

  opened(wire: Wire): void {
    this.#wire = wire;
    this.#flush();
  }

  lost(): void {
    this.#wire = null;
    this.#busy.clear();
    for (const timer of this.#retries.values()) timer.cancel();
    this.#retries.clear();
  }

  #adopt(outgoing: Outgoing): Promise<Message> {
    return new Promise((resolve, reject) => {
      this.#entries.set(outgoing.clientId, { outgoing, resolve, reject });
    });
  }

  /** Starts the oldest waiting message of every conversation that has none on its way. */
  #flush(): void {
    const wire = this.#wire;
    if (wire === null) return;
    for (const entry of [...this.#entries.values()]) {
      const { conversationId, failure } = entry.outgoing;
      if (failure !== null || this.#busy.has(conversationId)) continue;
      this.#busy.add(conversationId);
      void this.#deliver(wire, entry);
    }
  }

  async #deliver(wire: Wire, entry: Entry): Promise<void> {
    const { clientId, conversationId, content, replyToId, metadata, taskIds } = entry.outgoing;
    try {
      const reply = await wire.request('message.send', {
        conversationId,
        clientId,
        content,
        ...(replyToId === null ? {} : { replyToId }),
        ...(metadata === null ? {} : { metadata }),
        ...(taskIds === undefined ? {} : { taskIds }),
      });
      const message = reply.message as Message;
      this.#remove(entry, message);
      entry.resolve(message);
    } catch (error) {
      if (wire !== this.#wire) return;
      this.#failed(entry, error instanceof ParleyError ? error : ParleyError.unreachable());
      return;
    }
    this.#next(conversationId, wire);
  }

  #failed(entry: Entry, problem: ParleyError): void {
    const { conversationId, clientId } = entry.outgoing;
    const wire = this.#wire;
    if (wire === null) return;
    if (problem.retry === 'never') {
      const { code, title } = problem;
      if (this.#entries.has(clientId)) {
        entry.outgoing = { ...entry.outgoing, failure: { code, title } };
        void this.#keep(entry.outgoing);
      }
      entry.reject(problem);
      this.changed.emit();
      this.#next(conversationId, wire);
      return;
    }
    const wait = (problem.retryAfterMs ?? RETRY_MS) + this.#clock.random() * RETRY_MS;
    this.#retries.set(
      conversationId,
      this.#clock.after(wait, () => this.#next(conversationId, wire)),
    );
  }

  #next(conversationId: string, wire: Wire): void {
    this.#retries.delete(conversationId);
    if (wire !== this.#wire) return;
    this.#busy.delete(conversationId);
    this.#flush();
  }

  #remove(entry: Entry, message?: Message): void {
    this.#entries.delete(entry.outgoing.clientId);
    void this.#store.delete(this.#prefix + entry.outgoing.clientId).catch(() => undefined);
    if (message) this.acknowledged.emit(message);
    this.changed.emit();
  }

  async #keep(outgoing: Outgoing): Promise<void> {
    try {
      await this.#store.set(this.#prefix + outgoing.clientId, outgoing);
      const gone = this.#forgotten || !this.#entries.has(outgoing.clientId);
      if (gone) await this.#store.delete(this.#prefix + outgoing.clientId);
    } catch {
      // A full or forbidden store costs the message its life beyond this page, not its sending.
    }
  }
}

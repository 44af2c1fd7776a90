import type { Clock, Timer } from './clock.ts';
import type { Credentials } from './credentials.ts';
import type { Ask, Http } from './http.ts';
import { randomId } from './ids.ts';
import { ParleyError } from './problem.ts';
import type { Subscription } from './subscription.ts';
import type { Lane, Wire } from './wire.ts';

const id = encodeURIComponent;

/** How often it asks while somebody is here, and how seldom while nobody is. */
const ACTIVE_MS = 3_000;
const IDLE_MS = 30_000;
const SLOWING = 1.5;
const JITTER = 0.2;
/** How soon after one's own doing. */
const SOON_MS = 300;
/** Of more topics than so many, the lively ones are asked about each time and the others in turn. */
const TOPICS_A_ROUND_MAX = 20;
const LIVELY_MAX = 8;
const AT_ONCE_MAX = 4;
const REFUSED_WAIT_MAX_MS = 60_000;

export interface PollingParts {
  http: Http;
  who: Credentials;
  clock: Clock;
  userId: string;
  subscriptions: () => Subscription[];
  active: () => boolean;
  closed: (code: number) => void;
}

type Payload = Record<string, unknown>;

/**
 * In place of a socket: commands go over REST, and what is new is asked for every few seconds, from
 * the position that each topic has, so that nothing is missed and nothing told twice. What lives for
 * the moment (typing, presence, signals) is not there.
 */
export class PollingWire implements Wire {
  readonly #parts: PollingParts;
  readonly #waiting: (() => void)[] = [];
  readonly #askedAt = new Map<string, number>();
  readonly #newsAt = new Map<string, number>();
  #running = 0;
  #rounds = 0;
  #asking = false;
  #wait = ACTIVE_MS;
  #timer: Timer | null = null;
  #closed = false;

  constructor(parts: PollingParts) {
    this.#parts = parts;
    this.#again(ACTIVE_MS);
  }

  async request(type: string, payload: object, lane: Lane = 'urgent'): Promise<Payload> {
    if (this.#closed) throw ParleyError.unreachable();
    const given = payload as Payload;
    if (lane === 'urgent') return this.#carryOut(type, given);
    await this.#turn();
    try {
      if (this.#closed) throw ParleyError.unreachable();
      return await this.#carryOut(type, given);
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  check(): void {
    if (this.#closed) return;
    this.#wait = ACTIVE_MS;
    if (!this.#asking) this.#again(0);
  }

  close(code: number): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer?.cancel();
    for (const next of this.#waiting.splice(0)) next();
    this.#parts.closed(code);
  }

  /** Waits until few enough ask at once. */
  async #turn(): Promise<void> {
    if (this.#running >= AT_ONCE_MAX) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    this.#running += 1;
  }

  async #carryOut(type: string, given: Payload): Promise<Payload> {
    if (type === 'subscribe') return this.#subscribe(given);
    if (type === 'presence.join') return { viewers: [], count: 0 };
    const call = callOf(type, given);
    if (call === null) return {};
    const { http, who } = this.#parts;
    const answer = await http.askAs<Payload | undefined>(who, call.method, call.path, call.ask);
    if (!type.startsWith('message.d') && type !== 'message.read') this.#soon();
    return answer ?? { task: { id: given.taskId } };
  }

  async #subscribe({ topic, epoch, offset }: Payload): Promise<Payload> {
    const name = String(topic);
    if (name.startsWith('user:') && name !== `user:${this.#parts.userId}`) {
      return { topic, epoch: null, offset: null, recovered: false, events: [] };
    }
    const query = { topic: name, epoch: epoch as string, offset: offset as number };
    const { http, who } = this.#parts;
    return http.askAs<Payload>(who, 'GET', '/events', { query });
  }

  #soon(): void {
    if (!this.#closed && !this.#asking) this.#again(SOON_MS);
  }

  #again(ms: number): void {
    const { clock } = this.#parts;
    this.#timer?.cancel();
    const jittered = ms * (1 - JITTER + 2 * JITTER * clock.random());
    this.#timer = clock.after(jittered, () => {
      this.#timer = null;
      void this.#round();
    });
  }

  async #round(): Promise<void> {
    this.#asking = true;
    this.#rounds += 1;
    let wait: number | null = null;
    const asked = await Promise.allSettled(this.#chosen().map((each) => this.#poll(each)));
    this.#asking = false;
    if (this.#closed) return;
    for (const each of asked) {
      if (each.status === 'fulfilled') continue;
      const problem = each.reason instanceof ParleyError ? each.reason : null;
      if (problem === null || problem.retryAfterMs === null) {
        this.close(1006);
        return;
      }
      wait = Math.max(wait ?? 0, problem.retryAfterMs);
    }
    const idle = Math.min(IDLE_MS, this.#wait * SLOWING);
    this.#wait = this.#parts.active() ? ACTIVE_MS : idle;
    const most = Math.max(this.#wait, Math.min(wait ?? 0, REFUSED_WAIT_MAX_MS));
    this.#again(most);
  }

  async #poll(subscription: Subscription): Promise<void> {
    this.#askedAt.set(subscription.topic, this.#rounds);
    if (await subscription.poll()) this.#newsAt.set(subscription.topic, this.#rounds);
  }

  /** The person's own topic and the tenant's, the liveliest, and of the others who waited longest. */
  #chosen(): Subscription[] {
    const all = this.#parts.subscriptions();
    const topics = new Set(all.map((each) => each.topic));
    for (const known of [this.#askedAt, this.#newsAt]) {
      for (const topic of known.keys()) if (!topics.has(topic)) known.delete(topic);
    }
    if (all.length <= TOPICS_A_ROUND_MAX) return all;
    const always = ({ topic }: Subscription) =>
      topic === `user:${this.#parts.userId}` || topic.startsWith('tenant:');
    const news = ({ topic }: Subscription) => this.#newsAt.get(topic) ?? 0;
    const asked = ({ topic }: Subscription) => this.#askedAt.get(topic) ?? 0;
    const lively = all.filter((each) => !always(each) && news(each) > 0);
    lively.sort((a, b) => news(b) - news(a));
    const first = new Set([...all.filter(always), ...lively.slice(0, LIVELY_MAX)]);
    const rest = all.filter((each) => !first.has(each)).sort((a, b) => asked(a) - asked(b));
    return [...first, ...rest].slice(0, TOPICS_A_ROUND_MAX);
  }
}

interface Call {
  method: string;
  path: string;
  ask?: Ask;
}

/** The request that does what a command does; null for what lives for the moment. */
function callOf(type: string, given: Payload): Call | null {
  const { conversationId, messageId, taskId, workspaceId, ...body } = given;
  const messages = `/conversations/${id(String(conversationId))}/messages`;
  const conversation = `/conversations/${id(String(conversationId))}`;
  const task = `/tasks/${id(String(taskId))}`;
  const idempotencyKey = randomId();
  switch (type) {
    case 'message.send':
      return { method: 'POST', path: messages, ask: { body } };
    case 'message.edit':
      return { method: 'PUT', path: `${messages}/${id(String(messageId))}`, ask: { body } };
    case 'message.delete':
      return { method: 'DELETE', path: `${messages}/${id(String(messageId))}` };
    case 'message.read':
      return { method: 'PUT', path: `${conversation}/read`, ask: { body } };
    case 'message.delivered':
      return { method: 'PUT', path: `${conversation}/delivered`, ask: { body } };
    case 'task.create': {
      const path = `/workspaces/${id(String(workspaceId))}/tasks`;
      return { method: 'POST', path, ask: { body, idempotencyKey } };
    }
    case 'task.update':
      return { method: 'PATCH', path: task, ask: { body, idempotencyKey } };
    case 'task.delete':
      return { method: 'DELETE', path: task, ask: { idempotencyKey } };
    default:
      return null;
  }
}

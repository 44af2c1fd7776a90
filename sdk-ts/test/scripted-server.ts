import type { Network } from '../src/connection.ts';
import { type KeyValueStore, MemoryStore, Parley } from '../src/index.ts';
import type { ClientFrame, Message, SignedIn } from '../src/protocol.ts';
import type { Socket } from '../src/wire.ts';
import { ManualClock, settle } from './manual-clock.ts';

export const ADA = '01900000-0000-7000-8000-00000000000a';
export const ROOM = '01900000-0000-7000-8000-0000000000c1';
export const TOPIC = `conversation:${ROOM}`;

/** The server's end of one socket; a test reads what came and says what goes. */
export class ScriptedSocket implements Socket {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  readonly received: ClientFrame[] = [];
  readonly url: string;
  readonly protocols: string[];
  closedWith: number | null = null;

  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  send(text: string): void {
    this.received.push(JSON.parse(text));
  }

  close(code = 1000): void {
    this.closedWith = code;
  }

  say(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  ready(): void {
    this.say({
      type: 'ready',
      payload: {
        sessionId: 's',
        connectionId: 'c',
        userId: ADA,
        heartbeatMs: 25_000,
        expiresAt: '2026-11-21T06:45:00.000Z',
        serverTime: '2026-11-21T06:30:00.000Z',
        limits: { frameBytes: 65_536, framesPerSecond: 100, subscriptions: 500 },
      },
    });
  }

  drop(code = 1006): void {
    this.onclose?.({ code });
  }

  asked(type: string): ClientFrame[] {
    return this.received.filter((frame) => frame.type === type);
  }

  last(type: string): ClientFrame {
    const found = this.asked(type).at(-1);
    if (found === undefined) throw new Error(`no ${type} was sent`);
    return found;
  }

  reply(frame: ClientFrame, payload: object): void {
    this.say({ id: frame.id, type: 'reply', payload });
  }

  refuse(frame: ClientFrame, problem: object): void {
    this.say({ id: frame.id, type: 'error', payload: { title: 'No', ...problem } });
  }
}

/** A network that a test switches on and off. */
export class ManualNetwork implements Network {
  online = true;
  #listeners = new Set<() => void>();

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(online: boolean): void {
    this.online = online;
    for (const listener of [...this.#listeners]) listener();
  }
}

type Answer = { status: number; body?: object } | 'unreachable';

/** Everything around one client: clock, sockets, REST answers, store. */
export class World {
  readonly clock = new ManualClock();
  readonly network = new ManualNetwork();
  readonly sockets: ScriptedSocket[] = [];
  readonly requests: {
    method: string;
    path: string;
    query: Record<string, string>;
    body: Record<string, unknown> | null;
  }[] = [];
  readonly answers = new Map<string, () => Answer | Promise<Answer>>();
  readonly store: KeyValueStore;
  #tokens = 0;

  constructor(store: KeyValueStore = new MemoryStore()) {
    this.store = store;
    this.answers.set('POST /auth/login', () => ({ status: 200, body: this.session() }));
    this.answers.set('POST /auth/refresh', () => ({ status: 200, body: this.session() }));
    this.answers.set('GET /users/me', () => ({ status: 200, body: { user: this.session().user } }));
  }

  session(): SignedIn {
    const nth = ++this.#tokens;
    return {
      token: `token-${nth}`,
      expiresAt: new Date(this.clock.now() + 900_000).toISOString(),
      refreshToken: `refresh-${nth}`,
      sessionId: 's',
      deviceToken: null,
      user: {
        id: ADA,
        email: 'ada@example.org',
        displayName: 'Ada',
        role: 'member',
        metadata: {},
        createdAt: '2026-11-21T06:30:00.000Z',
        deactivatedAt: null,
      },
    };
  }

  get options() {
    return {
      baseUrl: 'http://parley.test',
      store: this.store,
      clock: this.clock,
      network: this.network,
      openSocket: (url: string, protocols: string[]) => {
        const socket = new ScriptedSocket(url, protocols);
        this.sockets.push(socket);
        return socket;
      },
      fetch: async (input: string, init?: RequestInit) => this.#answer(input, init),
    };
  }

  signIn(): Promise<Parley> {
    return Parley.signIn({
      ...this.options,
      tenant: 'acme',
      email: 'ada@example.org',
      password: 'x',
    });
  }

  /** Signed in, connected and told `ready`. */
  async connected(): Promise<Parley> {
    const parley = await this.signIn();
    parley.connect();
    await settle();
    this.socket.ready();
    await settle();
    return parley;
  }

  get socket(): ScriptedSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }

  async #answer(input: string, init?: RequestInit): Promise<Response> {
    const url = new URL(input);
    const path = url.pathname.replace('/api/v1', '');
    const query = Object.fromEntries(url.searchParams);
    const method = init?.method ?? 'GET';
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
    this.requests.push({ method, path, query, body });
    const answer = await this.answers.get(`${method} ${path}`)?.();
    if (answer === undefined) return new Response('', { status: 404 });
    if (answer === 'unreachable') throw new TypeError('fetch failed');
    const text = answer.body === undefined ? null : JSON.stringify(answer.body);
    return new Response(text, { status: answer.status });
  }
}

export function message(seq: number, over: Partial<Message> = {}): Message {
  return {
    id: `m-${seq}`,
    conversationId: ROOM,
    seq,
    clientId: null,
    userId: ADA,
    type: 'text',
    content: `message ${seq}`,
    replyToId: null,
    threadId: null,
    attachments: [],
    reactions: [],
    metadata: null,
    editedAt: null,
    deletedAt: null,
    createdAt: '2026-11-21T06:30:00.000Z',
    ...over,
  };
}

export function told(offset: number) {
  return {
    type: 'message.new',
    topic: TOPIC,
    offset,
    payload: { message: message(offset) },
    userId: ADA,
    timestamp: '2026-11-21T06:30:00.000Z',
  };
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

import type { Clock, Timer } from './clock.ts';
import { ParleyError } from './problem.ts';
import { type ClientFrame, type Ready, readFrame, type ServerFrame } from './protocol.ts';

/** The part of a WebSocket that is used here: a browser's, Node's `ws`, or a scripted one. */
export interface Socket {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

export interface WireListener {
  ready(ready: Ready): void;
  frame(frame: ServerFrame): void;
  closed(code: number): void;
}

interface Waiting {
  resolve(payload: Record<string, unknown>): void;
  reject(error: ParleyError): void;
  timer: Timer;
}

/** People's own actions go before the catching up of topics. */
export type Lane = 'urgent' | 'patient';

const READY_WITHIN_MS = 10_000;
const REPLY_WITHIN_MS = 15_000;
const PONG_WITHIN_MS = 10_000;
const QUEUE_MAX = 2_000;
const RATE_SHARE = 0.8;

/** How commands reach the server and events this client, until it is closed. */
export interface Wire {
  /** Sends a command; the reply's payload, or a `ParleyError`. */
  request(type: string, payload: object, lane?: Lane): Promise<Record<string, unknown>>;
  /** Finds out at once whether the server can still be reached, and what is new. */
  check(): void;
  /** Ends it now, without waiting for the other end to agree. */
  close(code: number): void;
}

/** One socket from its opening to its end: replies find their commands, and silence is noticed. */
export class SocketWire implements Wire {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #listener: WireListener;
  readonly #waiting = new Map<string, Waiting>();
  readonly #queues: Record<Lane, ClientFrame[]> = { urgent: [], patient: [] };
  #nextId = 1;
  #closed = false;
  #silence: Timer;
  #pace: Timer | null = null;
  #heartbeatMs = 25_000;
  #perSecond = 80;
  #permits = 80;
  #refilledAt: number;
  #heardAt: number;

  constructor(socket: Socket, clock: Clock, listener: WireListener) {
    this.#socket = socket;
    this.#clock = clock;
    this.#listener = listener;
    this.#refilledAt = clock.now();
    this.#heardAt = clock.now();
    socket.onmessage = (event) => this.#heard(String(event.data));
    socket.onclose = (event) => this.#end(event.code);
    socket.onerror = () => undefined;
    this.#silence = clock.after(READY_WITHIN_MS, () => this.close(4408));
  }

  request(type: string, payload: object, lane: Lane = 'urgent'): Promise<Record<string, unknown>> {
    const queue = this.#queues[lane];
    if (this.#closed) return Promise.reject(ParleyError.unreachable());
    if (queue.length >= QUEUE_MAX) return Promise.reject(ParleyError.queueFull());
    const id = String(this.#nextId++);
    return new Promise((resolve, reject) => {
      const timer = this.#clock.after(REPLY_WITHIN_MS, () => {
        this.#waiting.delete(id);
        reject(ParleyError.unreachable('The server did not answer in time'));
      });
      this.#waiting.set(id, { resolve, reject, timer });
      queue.push({ id, type, payload });
      this.#drain();
    });
  }

  /** Asks at once whether the other end still listens, as after a sleep of the machine. */
  check(): void {
    if (this.#closed) return;
    const askedAt = this.#clock.now();
    this.request('ping', {}).catch(() => undefined);
    this.#silence.cancel();
    this.#silence = this.#clock.after(PONG_WITHIN_MS, () => {
      if (this.#heardAt < askedAt) this.close(4408);
      else this.#watch();
    });
  }

  close(code: number): void {
    if (this.#closed) return;
    const allowed = code === 1000 || (code >= 3000 && code <= 4999);
    this.#socket.close(allowed ? code : 1000);
    this.#end(code);
  }

  #heard(text: string): void {
    if (this.#closed) return;
    let frame: ServerFrame;
    try {
      frame = readFrame(text);
    } catch {
      this.close(4400);
      return;
    }
    this.#heardAt = this.#clock.now();
    switch (frame.type) {
      case 'ready':
        this.#opened(frame.payload);
        return;
      case 'reply':
        this.#answered(frame.id)?.resolve(frame.payload);
        return;
      case 'error':
        if (frame.id != null) this.#answered(frame.id)?.reject(new ParleyError(frame.payload));
        return;
      default:
        this.#listener.frame(frame);
    }
  }

  #opened(ready: Ready): void {
    this.#heartbeatMs = ready.heartbeatMs;
    this.#perSecond = Math.max(1, ready.limits.framesPerSecond * RATE_SHARE);
    this.#permits = this.#perSecond;
    this.#watch();
    this.#listener.ready(ready);
  }

  #watch(): void {
    this.#silence.cancel();
    this.#silence = this.#clock.after(this.#heartbeatMs, () => {
      if (this.#clock.now() - this.#heardAt >= this.#heartbeatMs) this.check();
      else this.#watch();
    });
  }

  #answered(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.timer.cancel();
    return waiting;
  }

  #drain(): void {
    const now = this.#clock.now();
    const earned = ((now - this.#refilledAt) / 1000) * this.#perSecond;
    this.#permits = Math.min(this.#perSecond, this.#permits + Math.max(0, earned));
    this.#refilledAt = now;
    while (this.#permits >= 1) {
      const frame = this.#queues.urgent.shift() ?? this.#queues.patient.shift();
      if (frame === undefined) return;
      this.#permits -= 1;
      if (this.#waiting.has(frame.id)) this.#socket.send(JSON.stringify(frame));
    }
    this.#pace ??= this.#clock.after(Math.ceil(1000 / this.#perSecond), () => {
      this.#pace = null;
      if (!this.#closed) this.#drain();
    });
  }

  #end(code: number): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
    this.#silence.cancel();
    this.#pace?.cancel();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const each of waiting) {
      each.timer.cancel();
      each.reject(ParleyError.unreachable('The connection ended before the answer'));
    }
    this.#listener.closed(code);
  }
}

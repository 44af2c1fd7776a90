import { afterClose, Backoff } from './backoff.ts';
import type { Clock, Timer } from './clock.ts';
import type { Credentials } from './credentials.ts';
import { ParleyError } from './problem.ts';
import type { ServerFrame } from './protocol.ts';
import { Signal } from './signal.ts';
import { type Socket, SocketWire, type Wire } from './wire.ts';

/** What the device knows of its network. `online: false` is trusted, `true` is only a hint. */
export interface Network {
  readonly online: boolean;
  listen(listener: () => void): () => void;
}

export type Opener = (url: string, protocols: string[]) => Socket;

const STEADY_AFTER_MS = 5_000;
/** Closes polling in favour of the socket: nothing is wrong. */
const REJOIN = 4000;

export interface ConnectionParts {
  url: string;
  open: Opener;
  clock: Clock;
  network: Network;
  credentials: Credentials;
  /** Any request that tells a bad token from an unreachable server. */
  probe: () => Promise<unknown>;
  /** Whether there is no socket for this person, as far as is known. */
  socketless: () => boolean;
  /** Asks every few seconds instead. */
  poll: (closed: (code: number) => void) => Wire;
}

/** Keeps one socket open for as long as it is wanted, or asks while there is to be none. */
export class Connection {
  readonly opened = new Signal<Wire>();
  readonly lost = new Signal<void>();
  readonly frames = new Signal<ServerFrame>();
  readonly changed = new Signal<void>();
  readonly #parts: ConnectionParts;
  readonly #backoff: Backoff;
  #wire: Wire | null = null;
  #ready = false;
  #polling = false;
  #wanted = false;
  #failed = false;
  #refusedHandshakes = 0;
  #terminal: number | null = null;
  #retry: Timer | null = null;
  #steady: Timer | null = null;
  #drainUntil = 0;
  #attempt = 0;
  #unlisten: (() => void) | null = null;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts.clock);
  }

  get wire(): Wire | null {
    return this.#ready ? this.#wire : null;
  }

  /** Whether it asks, in place of a socket. */
  get polling(): boolean {
    return this.#ready && this.#polling;
  }

  /** Leaves polling for the socket once that is there again. */
  reconsider(): void {
    if (this.polling && !this.#parts.socketless()) this.#wire?.close(REJOIN);
  }

  /** Whether the last thing that happened is a failure to reach the server. */
  get failed(): boolean {
    return this.#failed;
  }

  /** The close code that ended it for good, if one did. */
  get terminal(): number | null {
    return this.#terminal;
  }

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#terminal = null;
    this.#unlisten = this.#parts.network.listen(() => this.#networkChanged());
    void this.#open();
  }

  stop(): void {
    this.#wanted = false;
    this.#attempt += 1;
    this.#retry?.cancel();
    this.#unlisten?.();
    this.#wire?.close(1000);
  }

  /** Finds out now: tries at once when waiting, asks the other end when open. */
  check(): void {
    if (!this.#wanted) return;
    if (this.wire !== null) this.wire.check();
    else if (this.#wire === null && this.#retry !== null) this.#again(0);
  }

  #networkChanged(): void {
    if (!this.#wanted) return;
    if (!this.#parts.network.online) {
      this.#retry?.cancel();
      this.#retry = null;
      if (this.#wire !== null) this.#wire.close(4408);
      else this.#fail();
    } else if (this.#wire === null) {
      this.#again(0);
    }
  }

  async #open(): Promise<void> {
    const attempt = ++this.#attempt;
    const { credentials, network, open, url, clock } = this.#parts;
    if (!network.online) {
      this.#fail();
      return;
    }
    try {
      if (this.#refusedHandshakes > 0 || this.#parts.socketless()) await this.#parts.probe();
      if (attempt !== this.#attempt || !this.#wanted) return;
      if (this.#parts.socketless()) {
        this.#poll();
        return;
      }
      const token = await credentials.token();
      if (attempt !== this.#attempt || !this.#wanted) return;
      const socket = open(url, ['parley.v1', `bearer.${token}`]);
      const wire: Wire = new SocketWire(socket, clock, {
        ready: () => this.#opened(wire),
        frame: (frame) => this.#heard(frame),
        closed: (code) => this.#closed(code, token),
      });
      this.#wire = wire;
      this.#polling = false;
    } catch (error) {
      if (attempt !== this.#attempt) return;
      if (error instanceof ParleyError && error.code === 'signed_out') this.stop();
      else this.#reconnect(1006);
    }
  }

  #poll(): void {
    const wire = this.#parts.poll((code) => {
      if (wire === this.#wire) this.#closed(code, '');
    });
    this.#wire = wire;
    this.#polling = true;
    this.#opened(wire);
  }

  #opened(wire: Wire): void {
    this.#ready = true;
    this.#failed = false;
    this.#refusedHandshakes = 0;
    this.#steady = this.#parts.clock.after(STEADY_AFTER_MS, () => this.#backoff.succeeded());
    this.opened.emit(wire);
    this.changed.emit();
  }

  #heard(frame: ServerFrame): void {
    switch (frame.type) {
      case 'token.expiring':
        void this.#renewToken();
        return;
      case 'session.drain':
        this.#drain(frame.payload.reconnectAfterMs);
        return;
      default:
        this.frames.emit(frame);
    }
  }

  async #renewToken(): Promise<void> {
    const { credentials } = this.#parts;
    try {
      const token = await credentials.refresh(credentials.session.token);
      await this.#wire?.request('token.refresh', { token });
    } catch {
      // The server closes with 4401 when the token runs out, and that path tries again.
    }
  }

  #drain(afterMs: number): void {
    const wire = this.#wire;
    const { clock } = this.#parts;
    this.#drainUntil = clock.now() + afterMs;
    clock.after(afterMs, () => {
      if (wire === this.#wire) wire?.close(1000);
    });
  }

  #closed(code: number, token: string): void {
    if (!this.#ready) this.#refusedHandshakes += 1;
    this.#wire = null;
    this.#ready = false;
    this.#steady?.cancel();
    this.lost.emit();
    if (!this.#wanted) return;
    if (code === REJOIN) {
      this.#again(0);
      return;
    }
    switch (afterClose(code)) {
      case 'reconnect':
        this.#reconnect(code);
        return;
      case 'refresh':
        void this.#refreshThenReconnect(token);
        return;
      case 'stop':
        this.#terminal = code;
        this.stop();
        this.#fail();
    }
  }

  async #refreshThenReconnect(token: string): Promise<void> {
    const attempt = ++this.#attempt;
    this.#fail();
    try {
      await this.#parts.credentials.refresh(token);
      if (attempt === this.#attempt) this.#reconnect(4401);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      if (error instanceof ParleyError && error.code === 'signed_out') this.stop();
      else this.#reconnect(1006);
    }
  }

  #reconnect(code: number): void {
    this.#fail();
    const drain = Math.max(0, this.#drainUntil - this.#parts.clock.now());
    this.#again(drain + this.#backoff.next(code));
  }

  #again(ms: number): void {
    this.#retry?.cancel();
    this.#retry = this.#parts.clock.after(ms, () => {
      this.#retry = null;
      void this.#open();
    });
  }

  #fail(): void {
    this.#failed = true;
    this.changed.emit();
  }
}

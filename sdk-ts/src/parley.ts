import { Boards } from './boards.ts';
import { type Clock, systemClock } from './clock.ts';
import { Connection } from './connection.ts';
import { Credentials, locksOf } from './credentials.ts';
import { Conversations, History, People, Sessions } from './doors.ts';
import { Enrolment } from './enrolment.ts';
import { Features } from './features.ts';
import type { Http } from './http.ts';
import { forgetChanges, KeptChanges } from './kept-changes.ts';
import { Marks, Typing } from './marks.ts';
import { httpOf, openerOf, type ParleyOptions, socketUrl, storeFor } from './options.ts';
import { type Draft, Outbox } from './outbox.ts';
import { browserNetwork } from './platform.ts';
import { PollingWire } from './polling.ts';
import { ParleyError } from './problem.ts';
import {
  type Bootstrap,
  isTopicEvent,
  type Message,
  type Position,
  type ServerFrame,
  type SignedIn,
  type User,
} from './protocol.ts';
import { Signal } from './signal.ts';
import { type Acceptance, accepted, signedIn } from './signing-in.ts';
import type { ConnectionState, SignIn } from './state.ts';
import type { KeyValueStore } from './store.ts';
import { type Listening, type Subscriber, Subscription } from './subscription.ts';
import { TaskList, type TaskListener } from './task-list.ts';
import { Tasks } from './tasks.ts';
import { type Viewing, Viewings } from './viewing.ts';
import { Views } from './views.ts';
import type { Wire } from './wire.ts';
import { Workspaces } from './workspaces.ts';

/** The door: one person, signed in on one device. */
export class Parley {
  readonly conversations: Conversations;
  readonly workspaces: Workspaces;
  readonly boards: Boards;
  readonly views: Views;
  readonly enrolment: Enrolment;
  readonly tasks: Tasks;
  readonly people: People;
  readonly sessions: Sessions;
  /** What is on for this person. */
  readonly features: Features;
  /** Own messages that the server has not acknowledged yet. */
  readonly outbox: Outbox;
  readonly #credentials: Credentials;
  readonly #http: Http;
  readonly #history: History;
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #store: KeyValueStore;
  readonly #read: Marks;
  readonly #delivered: Marks;
  readonly #typing: Typing;
  readonly #viewings: Viewings;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #followed = new Set<TaskList>();
  readonly #states = new Signal<ConnectionState>();
  readonly #me: User;
  #presence: 'online' | 'away' | null = null;
  #state: ConnectionState = { status: 'catching-up', waiting: 0, ended: null };
  #announcing = false;
  #closed = false;

  private constructor(options: ParleyOptions, store: KeyValueStore, session: SignedIn) {
    this.#clock = options.clock ?? systemClock;
    this.#store = store;
    this.#http = httpOf(options);
    this.#me = session.user;
    this.#credentials = new Credentials({
      session,
      store,
      clock: this.#clock,
      locks: options.locks ?? locksOf(),
      exchange: (refreshToken) => this.#http.refresh(refreshToken),
    });
    const asks = { http: this.#http, who: this.#credentials, clock: this.#clock };
    this.#connection = new Connection({
      url: socketUrl(options),
      open: openerOf(options),
      clock: this.#clock,
      network: options.network ?? browserNetwork(),
      credentials: this.#credentials,
      probe: () => this.features.probe(() => this.people.me()),
      socketless: () => !this.features.get('realtime', true),
      poll: (closed) =>
        new PollingWire({
          ...asks,
          userId: session.user.id,
          subscriptions: () => [...this.#subscriptions.values()],
          active: () => this.#presence !== 'away',
          closed,
        }),
    });
    this.features = new Features({
      ...asks,
      spreadMs: options.featureSpreadMs ?? 2_000,
      subscribe: (topic, subscriber, position) => this.subscribe(topic, subscriber, position),
    });
    this.conversations = new Conversations(this.#http, this.#credentials);
    this.workspaces = new Workspaces(this.#http, this.#credentials);
    this.boards = new Boards(this.#http, this.#credentials);
    this.views = new Views(this.#http, this.#credentials);
    this.enrolment = new Enrolment(this.#http, this.#credentials);
    this.tasks = new Tasks(this.#http, this.#credentials);
    this.people = new People(this.#http, this.#credentials);
    this.sessions = new Sessions(this.#http, this.#credentials);
    this.#history = new History(this.#http, this.#credentials);
    this.outbox = new Outbox(store, this.#clock, session.user.id);
    this.#read = new Marks('message.read', this.#clock);
    this.#delivered = new Marks('message.delivered', this.#clock);
    this.#typing = new Typing(this.#clock);
    this.#viewings = new Viewings(this.#clock);
    this.#listen();
  }

  static bootstrap(options: ParleyOptions): Promise<Bootstrap> {
    return httpOf(options).ask('GET', '/bootstrap');
  }

  static async signIn(options: ParleyOptions & SignIn): Promise<Parley> {
    const store = storeFor(options);
    return Parley.#begin(options, store, await signedIn(options, store));
  }

  /** Accepts an invitation: sets the password and signs in. */
  static async accept(options: ParleyOptions & Acceptance): Promise<Parley> {
    return Parley.#begin(options, storeFor(options), await accepted(options));
  }

  /** Takes up the session with this server that the store holds, or null when there is none. */
  static async resume(options: ParleyOptions & { store: KeyValueStore }): Promise<Parley | null> {
    const store = storeFor(options);
    const session = await Credentials.load(store);
    if (session === null) return null;
    const parley = new Parley(options, store, session);
    await parley.outbox.restore();
    return parley;
  }

  static async #begin(
    options: ParleyOptions,
    store: KeyValueStore,
    session: SignedIn,
  ): Promise<Parley> {
    await Credentials.save(store, session);
    const parley = new Parley(options, store, session);
    await parley.outbox.restore();
    return parley;
  }

  get me(): User {
    return this.#me;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#states.listen(listener);
  }

  /** Connects, and stays connected until `close` or `signOut`. */
  connect(): void {
    this.#connection.start();
  }

  /** Finds out at once whether the connection is good, as when the page becomes visible. */
  check(): void {
    this.#connection.check();
  }

  subscribe(topic: string, subscriber: Subscriber, position?: Position): Listening {
    if (this.#subscriptions.has(topic)) throw new Error(`already subscribed to ${topic}`);
    const subscription = new Subscription({
      topic,
      subscriber,
      position: position ?? null,
      clock: this.#clock,
      changed: () => this.#announce(),
    });
    this.#subscriptions.set(topic, subscription);
    const wire = this.#connection.wire;
    if (wire !== null) subscription.opened(wire);
    return {
      get position() {
        return subscription.position;
      },
      advance: (at) => subscription.advance(at),
      close: () => this.#unsubscribe(subscription),
    };
  }

  /** Keeps the tasks and boards of a workspace up to date, until `unfollow`. */
  follow(workspaceId: string, listener: TaskListener): TaskList {
    const list = new TaskList({
      workspaceId,
      userId: this.#me.id,
      tasks: this.tasks,
      boards: this.boards,
      clock: this.#clock,
      listener,
      kept: new KeptChanges(this.#store, this.#me.id, workspaceId),
      subscribe: (topic, subscriber, position) => this.subscribe(topic, subscriber, position),
    });
    list.waitingChanged.listen(() => this.#announce());
    this.#followed.add(list);
    const wire = this.#connection.wire;
    if (wire !== null) list.opened(wire);
    return list;
  }

  /** What still waits of it is kept for the next time. */
  unfollow(list: TaskList): void {
    this.#followed.delete(list);
    list.close();
    this.#announce();
  }

  /** Resolves when the server acknowledged it; survives loss of the connection and of the page. */
  send(draft: Draft): Promise<Message> {
    this.#typing.set(draft.conversationId, false);
    return this.outbox.send(draft);
  }

  /** Changes a message; without `taskIds` it goes on to cite what it cites. */
  async edit(conversationId: string, messageId: string, content: string, taskIds?: string[]) {
    const payload = { conversationId, messageId, content, ...(taskIds ? { taskIds } : {}) };
    return (await this.#command('message.edit', payload)).message as Message;
  }

  async delete(conversationId: string, messageId: string): Promise<Message> {
    return (await this.#command('message.delete', { conversationId, messageId }))
      .message as Message;
  }

  /** Everything up to `seq` was seen. Calls are gathered; the highest wins. */
  markRead(conversationId: string, seq: number): void {
    this.#read.mark(conversationId, seq);
  }

  markDelivered(conversationId: string, seq: number): void {
    this.#delivered.mark(conversationId, seq);
  }

  /** Call on every key press; it is said at most every three seconds. */
  typing(conversationId: string, typing = true): void {
    this.#typing.set(conversationId, typing);
  }

  /** Looks at a topic that is subscribed to, and keeps who else does; `changed` hears of changes. */
  viewing(topic: string, changed: () => void = () => undefined): Viewing {
    return this.#viewings.view(topic, changed);
  }

  presence(status: 'online' | 'away'): void {
    if (this.#presence === status) return;
    this.#presence = status;
    this.#sayPresence();
    if (status === 'online' && this.#connection.polling) this.#connection.check();
  }

  /**
   * Says something for the moment to all who hear a topic that this client is subscribed to, such
   * as where a cursor is. Dropped while there is no connection.
   */
  signal(topic: string, name: string, data: unknown = null): void {
    this.#command('signal.send', { topic, name, data }).catch(() => undefined);
  }

  /** A page of messages by `seq`, ascending; the newest page when neither bound is given. */
  history(
    conversationId: string,
    page: { before?: number; after?: number; limit?: number } = {},
  ): Promise<{ messages: Message[]; hasMore: boolean }> {
    return this.#history.page(conversationId, page);
  }

  /** One message, with its place in the conversation. */
  message(conversationId: string, messageId: string): Promise<Message> {
    return this.#history.one(conversationId, messageId);
  }

  /** Disconnects. The session stays good, and unsent messages stay in the store. */
  close(): void {
    this.#closed = true;
    this.features.close();
    this.#connection.stop();
    for (const list of this.#followed) list.close();
    for (const subscription of this.#subscriptions.values()) subscription.closed();
    this.#subscriptions.clear();
  }

  /** Ends the session here and on the server, and forgets what was still to be sent. */
  async signOut(): Promise<void> {
    if (this.#credentials.present) {
      await this.#http.askAs(this.#credentials, 'POST', '/auth/logout').catch(() => undefined);
    }
    this.close();
    await this.outbox.forget();
    await forgetChanges(this.#store, this.#me.id);
    await this.#credentials.forget();
  }

  #listen(): void {
    this.#connection.opened.listen((wire) => this.#opened(wire));
    this.#connection.lost.listen(() => {
      for (const each of this.#followers()) each.lost();
    });
    this.#connection.changed.listen(() => this.#announce());
    this.#connection.frames.listen((frame) => this.#heard(frame));
    this.outbox.changed.listen(() => this.#announce());
    this.features.changed.listen(() => this.#connection.reconsider());
    this.#credentials.signedOut.listen(() => {
      this.close();
      this.#announce();
    });
  }

  #opened(wire: Wire): void {
    this.#sayPresence();
    this.features.opened();
    for (const each of this.#followers()) each.opened(wire);
  }

  /** What lives with the connection, in the order in which it speaks. */
  #followers() {
    const marks = [this.#read, this.#delivered, this.#viewings];
    const lists = [...this.#followed];
    return [this.outbox, this.#typing, ...marks, ...lists, ...this.#subscriptions.values()];
  }

  #heard(frame: ServerFrame): void {
    if (frame.type === 'subscription.ended') {
      this.#subscriptions.get(frame.topic)?.refused(frame.payload.code);
    } else if (isTopicEvent(frame)) {
      this.#viewings.heard(frame);
      this.#subscriptions.get(frame.topic)?.heard(frame);
    }
  }

  #unsubscribe(subscription: Subscription): void {
    const { topic } = subscription;
    if (this.#subscriptions.get(topic) !== subscription) return;
    this.#subscriptions.delete(topic);
    subscription.closed();
    this.#connection.wire?.request('unsubscribe', { topic }, 'patient').catch(() => undefined);
    this.#announce();
  }

  #command(type: string, payload: object): Promise<Record<string, unknown>> {
    const wire = this.#connection.wire;
    if (wire === null) return Promise.reject(ParleyError.unreachable());
    return wire.request(type, payload);
  }

  #sayPresence(): void {
    if (this.#presence === null) return;
    this.#connection.wire
      ?.request('presence.update', { status: this.#presence })
      .catch(() => undefined);
  }

  /** Gathers the changes of one turn into one announcement. */
  #announce(): void {
    if (this.#announcing) return;
    this.#announcing = true;
    queueMicrotask(() => {
      this.#announcing = false;
      const state = this.#assess();
      const { status, waiting, ended } = this.#state;
      if (state.status === status && state.waiting === waiting && state.ended === ended) return;
      this.#state = state;
      this.#states.emit(state);
    });
  }

  #assess(): ConnectionState {
    const changes = [...this.#followed].reduce((sum, list) => sum + list.waiting, 0);
    const waiting = this.outbox.waiting + changes;
    const ended = this.#connection.terminal;
    if (!this.#credentials.present) return { status: 'signed-out', waiting, ended };
    if (this.#closed || this.#connection.failed) return { status: 'offline', waiting, ended };
    const caughtUp =
      this.#connection.wire !== null &&
      [...this.#subscriptions.values()].every((subscription) => subscription.settled);
    const upToDate = this.#connection.polling ? 'polling' : 'live';
    return { status: caughtUp ? upToDate : 'catching-up', waiting, ended };
  }
}

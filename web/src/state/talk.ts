import {
  type Conversation,
  type Listening,
  type Message,
  type Parley,
  ParleyError,
  type TopicEvent,
  topicOf,
} from '@parley/sdk';
import { Work } from '../workspaces/work.ts';
import { Cache } from './cache.ts';
import { Cited } from './cited.ts';
import {
  forget,
  messageTold,
  patch,
  seen,
  told,
  typingTold,
  withConversation,
  withPeople,
} from './events.ts';
import { Made } from './made.ts';
import { Names } from './names.ts';
import { Pages } from './pages.ts';
import { PresenceWatch } from './presence.ts';
import { emptyState, isOfTask, type State } from './state.ts';
import { Store } from './store.ts';

const LIST_PAGE = 100;
const FOLLOWED_MAX = 300;
const LIST_FALLBACK_MS = 3_000;

/** Keeps the state of the app true to the server: the one place where events become state. */
export class Talk {
  readonly store: Store<State>;
  readonly parley: Parley;
  readonly presence: PresenceWatch;
  readonly pages: Pages;
  readonly names: Names;
  readonly work: Work;
  readonly made: Made;
  readonly cited: Cited;
  readonly #cache: Cache;
  readonly #listening = new Map<string, Listening>();
  readonly #typingTimers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #commented = new Map<string, number>();
  #nextBefore: string | null = null;
  #listRound = 0;
  #stopped = false;
  readonly #onNews: (message: Message) => void;
  readonly #undo: (() => void)[] = [];

  constructor(parley: Parley, onNews: (message: Message) => void) {
    this.parley = parley;
    this.#onNews = onNews;
    this.store = new Store(emptyState(parley.me, parley.state));
    this.#cache = new Cache(parley.me.id);
    this.presence = new PresenceWatch(parley, this.store);
    this.names = new Names(parley, this.store);
    this.work = new Work(parley, (names) =>
      this.store.update((state) => ({ ...state, names: { ...state.names, ...names } })),
    );
    this.made = new Made(parley);
    this.cited = new Cited(parley);
    this.pages = new Pages({
      parley,
      store: this.store,
      cache: this.#cache,
      fetchConversation: (id) => this.fetchConversation(id),
    });
  }

  async start(): Promise<void> {
    this.store.update((state) => ({ ...state, outgoing: this.parley.outbox.list() }));
    await this.#restore();
    if (this.#stopped) return;
    this.#undo.push(
      this.store.listen(() => this.#cache.save(this.store.get())),
      this.parley.onState((connection) => {
        this.store.update((state) => ({ ...state, connection }));
        if (connection.status !== 'live' && connection.status !== 'polling') return;
        this.presence.refresh();
        if (this.work.store.get().phase !== 'ready') void this.work.load();
        this.pages.retry();
      }),
      this.parley.outbox.changed.listen(() => {
        const outgoing = this.parley.outbox.list();
        this.store.update((state) => ({ ...state, outgoing }));
      }),
      this.parley.outbox.acknowledged.listen((message) => {
        this.store.update((state) => messageTold(state, message));
      }),
    );
    this.parley.subscribe(topicOf.user(this.parley.me.id), {
      event: (event) => this.#selfTold(event),
      reload: () => {
        void this.loadList();
        void this.work.load();
      },
    });
    this.parley.connect();
    const timer = setTimeout(() => {
      if (this.#listRound === 0) void this.loadList();
    }, LIST_FALLBACK_MS);
    this.#undo.push(() => clearTimeout(timer));
    void this.#loadWorkspace();
  }

  stop(): void {
    this.#stopped = true;
    for (const undo of this.#undo) undo();
    for (const timer of this.#typingTimers.values()) clearTimeout(timer);
    this.presence.stop();
    this.work.stop();
    this.#cache.stop();
    this.parley.close();
  }

  async signOut(): Promise<void> {
    await this.parley.signOut();
    this.stop();
    await Cache.clear();
  }

  /** Fetches the list afresh, and follows each conversation from where its snapshot was taken. */
  async loadList(): Promise<void> {
    const round = ++this.#listRound;
    try {
      const found: Conversation[] = [];
      let before: string | null = null;
      do {
        const page = await this.parley.conversations.list({
          limit: LIST_PAGE,
          ...(before === null ? {} : { before }),
        });
        found.push(...page.conversations);
        before = page.hasMore ? page.nextBefore : null;
      } while (before !== null && found.length < FOLLOWED_MAX);
      if (round !== this.#listRound || this.#stopped) return;
      this.#nextBefore = before;
      this.#listFound(found, before !== null);
    } catch {
      if (round !== this.#listRound || this.#stopped) return;
      this.store.update((state) => ({
        ...state,
        list: Object.keys(state.conversations).length > 0 ? 'ready' : 'failed',
      }));
      setTimeout(() => {
        const { list, connection } = this.store.get();
        const again = list === 'failed' && connection.status !== 'signed-out';
        if (again && round === this.#listRound && !this.#stopped) void this.loadList();
      }, 5_000);
    }
  }

  async loadMoreConversations(): Promise<void> {
    if (this.#nextBefore === null) return;
    const page = await this.parley.conversations.list({
      limit: LIST_PAGE,
      before: this.#nextBefore,
    });
    this.#nextBefore = page.hasMore ? page.nextBefore : null;
    this.store.update((state) => ({
      ...page.conversations.reduce(withConversation, state),
      hasMoreConversations: this.#nextBefore !== null,
    }));
  }

  seen(id: string, seq: number): void {
    const conversation = this.store.get().conversations[id];
    if (conversation === undefined || seq <= conversation.readSeq) return;
    this.store.update((state) => seen(state, id, seq));
    this.parley.markRead(id, seq);
  }

  async edit(message: Message, content: string): Promise<void> {
    const changed = await this.parley.edit(message.conversationId, message.id, content);
    this.#changed(changed);
  }

  async delete(message: Message): Promise<void> {
    this.#changed(await this.parley.delete(message.conversationId, message.id));
  }

  async begin(userIds: string[], name: string | null): Promise<string> {
    const direct = userIds.length === 1 && name === null;
    const conversation = await this.parley.conversations.create({
      type: direct ? 'direct' : 'group',
      participantIds: userIds,
      ...(name === null ? {} : { name }),
    });
    this.#follow(conversation);
    this.store.update((state) => withConversation(state, conversation));
    return conversation.id;
  }

  async fetchConversation(id: string): Promise<void> {
    const conversation = await this.parley.conversations.get(id);
    this.store.update((state) => withConversation(state, conversation));
    this.#follow(conversation);
  }

  /** Enters the conversation of a task, and follows it until `leaveComments`. */
  async openComments(taskId: string): Promise<string> {
    const conversation = await this.parley.tasks.conversation(taskId);
    this.store.update((state) => withConversation(state, conversation));
    this.#follow(conversation);
    const { id } = conversation;
    this.#commented.set(id, (this.#commented.get(id) ?? 0) + 1);
    return id;
  }

  /** Once for each time that they were opened; after the last nothing of them is kept. */
  leaveComments(id: string): void {
    const others = (this.#commented.get(id) ?? 1) - 1;
    this.#commented.set(id, others);
    if (others > 0) return;
    this.#commented.delete(id);
    this.#unfollow(id);
    this.store.update((state) => forget(state, id));
  }

  async rename(id: string, name: string): Promise<void> {
    const renamed = await this.parley.conversations.rename(id, name);
    this.store.update((state) => patch(state, id, (known) => ({ ...known, name: renamed.name })));
  }

  async addPeople(id: string, userIds: string[]): Promise<void> {
    const people = await this.parley.conversations.add(id, userIds);
    this.store.update((state) => ({
      ...patch(withPeople(state, id, people), id, (known) => ({
        ...known,
        participantCount: people.length,
      })),
    }));
  }

  async removePerson(id: string, userId: string): Promise<void> {
    await this.parley.conversations.remove(id, userId);
    const own = userId === this.parley.me.id;
    const payload = { conversationId: id, userId };
    const event: TopicEvent = { type: 'participant.removed', topic: '', payload };
    if (own) this.#unfollow(id);
    this.store.update((state) => told(state, event));
  }

  async #restore(): Promise<void> {
    const kept = await this.#cache.load();
    if (kept === undefined) return;
    this.store.update((state) => ({
      ...kept.conversations.reduce(withConversation, state),
      names: { ...kept.names, ...state.names },
      workspace: kept.workspace,
      list: 'ready',
    }));
  }

  async #loadWorkspace(): Promise<void> {
    try {
      const { name } = await this.parley.people.tenant();
      this.store.update((state) => ({ ...state, workspace: name }));
    } catch {
      // The name of the workspace is an ornament; the list says what is wrong.
    }
  }

  #listFound(found: Conversation[], hasMore: boolean): void {
    const present = new Set(found.map((each) => each.id));
    this.store.update((state) => {
      const gone = Object.values(state.conversations)
        .filter((each) => !present.has(each.id) && !isOfTask(each))
        .map((each) => each.id);
      const kept = hasMore ? state : gone.reduce(forget, state);
      return {
        ...found.reduce(withConversation, kept),
        list: 'ready',
        hasMoreConversations: hasMore,
      };
    });
    for (const conversation of found) this.#follow(conversation);
  }

  #follow(conversation: Conversation): void {
    const { id, epoch, offset } = conversation;
    if (this.#stopped) return;
    const known = this.#listening.get(id);
    if (known !== undefined) return;
    const listening = this.parley.subscribe(
      topicOf.conversation(id),
      {
        event: (event) => this.#conversationTold(event),
        reload: () => void this.#reload(id),
        ended: () => {
          this.#listening.delete(id);
          void this.#ended(id);
        },
      },
      { epoch, offset },
    );
    this.#listening.set(id, listening);
  }

  #unfollow(id: string): void {
    this.#listening.get(id)?.close();
    this.#listening.delete(id);
  }

  #conversationTold(event: TopicEvent): void {
    if (event.type === 'typing.user') {
      this.#typingTold(event.payload);
      return;
    }
    this.made.told(event);
    this.store.update((state) => told(state, event));
    if (event.type === 'message.new') {
      const { message } = event.payload;
      if (message.userId === this.parley.me.id) return;
      this.parley.markDelivered(message.conversationId, message.seq);
      this.#onNews(message);
    }
  }

  #selfTold(event: TopicEvent): void {
    this.work.selfTold(event);
    if (event.type === 'participant.added') {
      const { conversationId } = event.payload;
      if (this.#listening.has(conversationId)) return;
      this.fetchConversation(conversationId).catch(() => undefined);
      return;
    }
    if (event.type === 'participant.removed') this.#unfollow(event.payload.conversationId);
    this.store.update((state) => told(state, event));
  }

  #typingTold(payload: {
    conversationId: string;
    userId: string;
    typing: boolean;
    expiresInMs: number;
  }): void {
    const { conversationId, userId, typing, expiresInMs } = payload;
    if (userId === this.parley.me.id) return;
    const key = `${conversationId} ${userId}`;
    clearTimeout(this.#typingTimers.get(key));
    this.#typingTimers.delete(key);
    this.store.update((state) => typingTold(state, conversationId, userId, typing));
    if (!typing) return;
    const timer = setTimeout(() => {
      this.#typingTimers.delete(key);
      this.store.update((state) => typingTold(state, conversationId, userId, false));
    }, expiresInMs);
    this.#typingTimers.set(key, timer);
  }

  /** The server tells no more of it: gone, unless the person was added again meanwhile. */
  async #ended(id: string): Promise<void> {
    try {
      await this.fetchConversation(id);
    } catch (error) {
      const gone = error instanceof ParleyError && error.retry === 'never';
      if (gone) this.store.update((state) => forget(state, id));
    }
  }

  /** Events were lost beyond recovery: what is shown is fetched again. */
  async #reload(id: string): Promise<void> {
    try {
      const conversation = await this.parley.conversations.get(id);
      this.store.update((state) => withConversation(state, conversation));
      const { epoch, offset } = conversation;
      this.#listening.get(id)?.advance({ epoch, offset });
      if (this.store.get().loaded[id] !== undefined) await this.pages.newest(id);
    } catch {
      // Unreachable: the reconnection asks again. Gone: the subscription says so.
    }
  }

  #changed(message: Message): void {
    const topic = topicOf.conversation(message.conversationId);
    const event: TopicEvent = { type: 'message.updated', topic, payload: { message } };
    this.store.update((state) => told(state, event));
  }
}

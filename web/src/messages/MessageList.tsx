import type { Message, Outgoing } from '@parley/sdk';
import { ArrowDown } from 'lucide-react';
import {
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { personName } from '../conversations/names.ts';
import { useAttention, useNow, useSelect, useTalk } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import { dayName } from '../shell/time.ts';
import type { Loaded } from '../state/state.ts';
import { type Grouped, placeOf } from './grouping.ts';
import { MessageRow, quoteOf, type RowActions } from './MessageRow.tsx';
import { PendingRow } from './PendingRow.tsx';
import { DaySeparator, flash, UnreadLine } from './separators.tsx';
import { useEdges } from './useEdges.ts';
import { useFollowing } from './useFollowing.ts';
import { useSeen } from './useSeen.ts';
import { useUnreadLine } from './useUnreadLine.ts';

export interface MessageListHandle {
  toNewest(): void;
  show(messageId: string): void;
}

interface Props {
  conversationId: string;
  name: string;
  intro: string;
  loaded: Loaded;
  pending: readonly Outgoing[];
  editing: string | null;
  actions: RowActions;
  ref?: Ref<MessageListHandle>;
}

type Item = Message | Outgoing;

const LINE_BELOW_TOP_PX = 96;
const BUFFER_PX = 600;
const SEEN_AFTER_MS = 120;

/** The messages: only those near the screen are in the page, and nothing jumps. */
export function MessageList(props: Props) {
  const { conversationId, name, intro, loaded, pending, editing, actions, ref } = props;
  const talk = useTalk();
  const state = useSelect((now) => now);
  const now = useNow();
  const attention = useAttention();
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { messages, hasNewer, hasOlder } = loaded;
  const line = useUnreadLine(conversationId, messages, attention);
  const [start] = useState(() =>
    line === null ? -1 : messages.findIndex((each) => each.seq > line),
  );
  const { atEnd, follow } = useFollowing(scroller, !hasNewer, start <= 0);
  const checkEdges = useEdges(conversationId, loaded, list);
  const markSeen = useSeen(conversationId, scroller, attention);
  const byId = useMemo(() => new Map(messages.map((each) => [each.id, each])), [messages]);
  const items = useMemo<readonly Item[]>(
    () => (pending.length === 0 || hasNewer ? messages : [...messages, ...pending]),
    [messages, pending, hasNewer],
  );
  const shift = useShift(loaded.firstIndex);

  useLayoutEffect(() => {
    if (start <= 0) return;
    list.current?.scrollToIndex(start, { align: 'start', offset: -LINE_BELOW_TOP_PX });
  }, [start]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is seen changes with the rows
  useEffect(() => {
    const timer = setTimeout(markSeen, SEEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [markSeen, items, atEnd]);

  useEffect(() => {
    talk.names.want(new Set(messages.map((each) => each.userId)));
  }, [talk, messages]);

  useEffect(() => {
    if (atEnd && pending.length === 0 && messages.length > 0) talk.pages.trim(conversationId);
  }, [atEnd, pending, messages, talk, conversationId]);

  const toNewest = useCallback(() => {
    if (hasNewer) void talk.pages.newest(conversationId).catch(() => undefined);
    else follow();
  }, [conversationId, follow, hasNewer, talk]);

  useImperativeHandle(ref, () => ({
    toNewest,
    show(messageId) {
      const index = messages.findIndex((each) => each.id === messageId);
      if (index < 0) return;
      list.current?.scrollToIndex(index, { align: 'center' });
      flash(messageId);
    },
  }));

  const row = (item: Item, index: number) => {
    const before = groupedOf(items[index - 1], state.me.id);
    const { startsDay, startsGroup } = placeOf(groupedOf(item, state.me.id) as Grouped, before);
    const at = isMessage(item) ? item.createdAt : item.queuedAt;
    const fresh = isMessage(item) && isFirstFresh(item, messages[index - 1], line);
    return (
      <div className="messages-row" key={item.clientId ?? (isMessage(item) ? item.id : '')}>
        {index === 0 && !hasOlder && <p className="messages-intro">{intro}</p>}
        {startsDay && <DaySeparator label={dayName(at, now)} fresh={fresh} />}
        {fresh && !startsDay && <UnreadLine />}
        {isMessage(item) ? (
          <MessageRow
            message={item}
            author={personName(state, item.userId)}
            own={item.userId === state.me.id}
            startsGroup={startsGroup || fresh}
            editing={editing === item.id}
            quoted={quoted(item)}
            actions={actions}
            tabbable={index === messages.length - 1}
          />
        ) : (
          <PendingRow outgoing={item} startsGroup={startsGroup} />
        )}
      </div>
    );
  };
  const quoted = ({ replyToId }: Message) => {
    if (replyToId === null) return null;
    const original = byId.get(replyToId);
    return quoteOf(original, original === undefined ? '' : personName(state, original.userId));
  };

  const unseen = state.conversations[conversationId]?.unreadCount ?? 0;
  return (
    <div className="messages">
      {items.length === 0 && (
        <div className="center messages-empty">
          <p className="title">{intro}</p>
          <p className="soft">{words.messages.beFirst}</p>
        </div>
      )}
      {/* The scrolling region takes the focus, so that keys scroll it. */}
      <section
        ref={scroller}
        className="messages-scroll"
        aria-label={words.messages.label(name)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll it
        tabIndex={0}
      >
        <div className="messages-space" />
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          data={items}
          shift={shift}
          bufferSize={BUFFER_PX}
          onScroll={checkEdges}
          onScrollEnd={markSeen}
          onResize={markSeen}
        >
          {row}
        </Virtualizer>
      </section>
      {(!atEnd || hasNewer) && items.length > 0 && (
        <button type="button" className="to-newest" onClick={toNewest}>
          <ArrowDown size={14} strokeWidth={2} aria-hidden />
          {unseen > 0 ? words.messages.newBelow(unseen) : words.messages.toNewest}
        </button>
      )}
    </div>
  );
}

/** True in the one rendering in which rows were put before the first. */
function useShift(firstIndex: number): boolean {
  const known = useRef(firstIndex);
  const shift = firstIndex !== known.current;
  useLayoutEffect(() => {
    known.current = firstIndex;
  }, [firstIndex]);
  return shift;
}

function isMessage(item: Item): item is Message {
  return 'seq' in item;
}

function isFirstFresh(message: Message, before: Message | undefined, line: number | null): boolean {
  return line !== null && message.seq > line && (before?.seq ?? 0) <= line;
}

function groupedOf(item: Item | undefined, me: string): Grouped | undefined {
  if (item === undefined || isMessage(item)) return item;
  const { queuedAt, replyToId } = item;
  return { userId: me, type: 'text', createdAt: queuedAt, replyToId };
}

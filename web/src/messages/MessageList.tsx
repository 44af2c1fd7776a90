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
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { personName } from '../conversations/names.ts';
import { useAttention, useNow, useSelect, useTalk } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import { dayName } from '../shell/time.ts';
import type { Loaded } from '../state/state.ts';
import { type Grouped, placeOf } from './grouping.ts';
import { MessageRow, quoteOf, type RowActions } from './MessageRow.tsx';
import { PendingRow } from './PendingRow.tsx';

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

interface Context {
  intro: string;
  hasOlder: boolean;
  hasNewer: boolean;
}

const BOTTOM_PX = 48;

/** The messages: only those near the screen are in the page, and nothing jumps. */
export function MessageList(props: Props) {
  const { conversationId, name, intro, loaded, pending, editing, actions, ref } = props;
  const talk = useTalk();
  const state = useSelect((now) => now);
  const now = useNow();
  const attention = useAttention();
  const virtuoso = useRef<VirtuosoHandle>(null);
  const scroller = useRef<HTMLElement | null>(null);
  const following = useRef(true);
  const [atBottom, setAtBottom] = useState(true);
  const conversation = state.conversations[conversationId];
  const { messages, firstIndex, hasNewer, hasOlder } = loaded;
  const line = useUnreadLine(conversationId, messages, attention);
  const total = messages.length + (hasNewer ? 0 : pending.length);

  const byId = useMemo(() => new Map(messages.map((each) => [each.id, each])), [messages]);

  const markSeen = useCallback(() => {
    const box = scroller.current?.getBoundingClientRect();
    if (!attention || box === undefined) return;
    let seq = 0;
    for (const row of scroller.current?.querySelectorAll<HTMLElement>('[data-seq]') ?? []) {
      const { top } = row.getBoundingClientRect();
      if (top < box.bottom - 8) seq = Math.max(seq, Number(row.dataset.seq));
    }
    if (seq > 0) talk.seen(conversationId, seq);
  }, [attention, conversationId, talk]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is seen changes with the rows
  useEffect(() => {
    const frame = requestAnimationFrame(() => requestAnimationFrame(markSeen));
    return () => cancelAnimationFrame(frame);
  }, [markSeen, total, messages, atBottom]);

  const toNewest = useCallback(() => {
    following.current = true;
    if (loaded.hasNewer) void talk.newest(conversationId).catch(() => undefined);
    else virtuoso.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  }, [conversationId, loaded.hasNewer, talk]);

  useImperativeHandle(ref, () => ({
    toNewest,
    show(messageId) {
      const index = messages.findIndex((each) => each.id === messageId);
      if (index < 0) return;
      virtuoso.current?.scrollToIndex({ index, align: 'center' });
      flash(messageId);
    },
  }));

  // Own messages and growing rows at the end keep the end in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change of the rows
  useLayoutEffect(() => {
    if (following.current) virtuoso.current?.autoscrollToBottom();
  }, [total, pending]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: where it starts is decided once
  const start = useMemo(() => {
    const unread = line === null ? -1 : messages.findIndex((each) => each.seq > line);
    if (unread > 0) return { index: unread, align: 'start' as const, offset: -96 };
    return { index: Math.max(0, total - 1), align: 'end' as const };
  }, [loaded.generation]);

  const row = (absolute: number) => {
    const index = absolute - firstIndex;
    const message = messages[index];
    const before = groupedAt(messages, pending, index - 1, state.me.id);
    if (message === undefined) {
      const outgoing = pending[index - messages.length];
      if (outgoing === undefined) return <div className="message-gap" />;
      const { startsDay, startsGroup } = placeOf(grouped(outgoing, state.me.id), before);
      return (
        <>
          {startsDay && <DaySeparator label={dayName(outgoing.queuedAt, now)} />}
          <PendingRow outgoing={outgoing} startsGroup={startsGroup} />
        </>
      );
    }
    const { startsDay, startsGroup } = placeOf(message, before);
    const fresh = line !== null && message.seq > line && (messages[index - 1]?.seq ?? 0) <= line;
    const quoted = message.replyToId === null ? undefined : byId.get(message.replyToId);
    return (
      <>
        {startsDay && <DaySeparator label={dayName(message.createdAt, now)} fresh={fresh} />}
        {fresh && !startsDay && <UnreadLine />}
        <MessageRow
          message={message}
          author={personName(state, message.userId)}
          own={message.userId === state.me.id}
          startsGroup={startsGroup || fresh}
          editing={editing === message.id}
          quoted={
            message.replyToId === null
              ? null
              : quoteOf(quoted, quoted === undefined ? '' : personName(state, quoted.userId))
          }
          actions={actions}
          tabbable={index === messages.length - 1}
        />
      </>
    );
  };

  const unseen = conversation?.unreadCount ?? 0;
  return (
    <div className="messages">
      <Virtuoso<unknown, Context>
        key={loaded.generation}
        ref={virtuoso}
        scrollerRef={(element) => {
          scroller.current = element instanceof HTMLElement ? element : null;
        }}
        className="messages-scroll"
        aria-label={words.messages.label(name)}
        role="region"
        context={{ intro, hasOlder, hasNewer }}
        totalCount={total}
        firstItemIndex={firstIndex}
        initialTopMostItemIndex={start}
        computeItemKey={(absolute) => keyAt(messages, pending, absolute - firstIndex)}
        itemContent={row}
        components={components}
        alignToBottom
        followOutput={(bottom) => (bottom || following.current ? 'auto' : false)}
        atBottomThreshold={BOTTOM_PX}
        atBottomStateChange={(bottom) => {
          following.current = bottom;
          setAtBottom(bottom);
        }}
        startReached={() => void talk.older(conversationId)}
        endReached={() => void talk.newer(conversationId)}
        isScrolling={(scrolling) => {
          if (!scrolling) markSeen();
        }}
        increaseViewportBy={{ top: 800, bottom: 600 }}
      />
      {(!atBottom || hasNewer) && (
        <button type="button" className="to-newest" onClick={toNewest}>
          <ArrowDown size={14} strokeWidth={2} aria-hidden />
          {unseen > 0 ? words.messages.newBelow(unseen) : words.messages.toNewest}
        </button>
      )}
    </div>
  );
}

/** Where the new messages begin: fixed on opening, moved only while nobody looks. */
function useUnreadLine(
  conversationId: string,
  messages: readonly Message[],
  attention: boolean,
): number | null {
  const talk = useTalk();
  const [line, setLine] = useState<number | null>(() => {
    const known = talk.store.get().conversations[conversationId];
    return known !== undefined && known.unreadCount > 0 ? known.readSeq : null;
  });
  const last = messages.at(-1);
  const own = last?.userId === talk.parley.me.id;
  const lastSeq = last?.seq ?? 0;
  const seenSeq = useRef(lastSeq);
  useEffect(() => {
    if (own) {
      setLine(null);
      seenSeq.current = lastSeq;
    } else if (attention) {
      seenSeq.current = lastSeq;
    } else if (lastSeq > seenSeq.current) {
      const from = seenSeq.current;
      setLine((now) => (now !== null && now > 0 && now < from ? from : (now ?? from)));
    }
  }, [own, attention, lastSeq]);
  return line;
}

const components = {
  Header: ({ context }: { context?: Context }) => (
    <div className="messages-head">
      {context?.hasOlder ? <EdgeSkeleton /> : <p className="messages-intro">{context?.intro}</p>}
    </div>
  ),
  Footer: ({ context }: { context?: Context }) =>
    context?.hasNewer ? <EdgeSkeleton /> : <div className="messages-foot" />,
};

function EdgeSkeleton() {
  return (
    <div className="skeleton skeleton-edge" aria-hidden="true">
      <MessageSkeleton width={58} />
      <MessageSkeleton width={41} />
    </div>
  );
}

export function MessageSkeleton({ width }: { width: number }) {
  return (
    <div className="skeleton-row">
      <span className="skeleton-avatar" />
      <span className="skeleton-lines">
        <span style={{ inlineSize: '120px' }} />
        <span style={{ inlineSize: `${width}%` }} />
      </span>
    </div>
  );
}

function DaySeparator({ label, fresh = false }: { label: string; fresh?: boolean }) {
  return (
    <div className={`day ${fresh ? 'day-fresh' : ''}`}>
      <span className="day-label">{label}</span>
      {fresh && <span className="fresh-label">{words.messages.new}</span>}
    </div>
  );
}

function UnreadLine() {
  return (
    <div className="fresh">
      <span className="fresh-label">{words.messages.new}</span>
    </div>
  );
}

function keyAt(messages: readonly Message[], pending: readonly Outgoing[], index: number): string {
  const message = messages[index];
  return (
    message?.clientId ?? message?.id ?? pending[index - messages.length]?.clientId ?? `${index}`
  );
}

function grouped(outgoing: Outgoing, userId: string): Grouped {
  const { queuedAt, replyToId } = outgoing;
  return { userId, type: 'text', createdAt: queuedAt, replyToId };
}

function groupedAt(
  messages: readonly Message[],
  pending: readonly Outgoing[],
  index: number,
  me: string,
): Grouped | undefined {
  if (index < 0) return undefined;
  const message = messages[index];
  if (message !== undefined) return message;
  const outgoing = pending[index - messages.length];
  return outgoing && grouped(outgoing, me);
}

function flash(messageId: string): void {
  setTimeout(() => {
    const row = document.querySelector<HTMLElement>(`[data-id="${CSS.escape(messageId)}"]`);
    row?.focus({ preventScroll: true });
    row?.classList.add('message-flash');
    setTimeout(() => row?.classList.remove('message-flash'), 1200);
  }, 80);
}

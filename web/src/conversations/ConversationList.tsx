import type { Conversation } from '@parley/sdk';
import { Clock, Hash, Users } from 'lucide-react';
import { memo, useEffect, useMemo } from 'react';
import { hasDraft, useDrafts } from '../messages/drafts.ts';
import { gist } from '../messages/text.ts';
import { Avatar, PresenceWord } from '../people/Avatar.tsx';
import { useNow, usePresenceOf, useSelect, useTalk } from '../shell/hooks.ts';
import { Link } from '../shell/Link.tsx';
import { conversationRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { fullTime, stamp } from '../shell/time.ts';
import { byActivity, peerOf, type State } from '../state/state.ts';
import { firstName, nameOf } from './names.ts';

const PEERS_WATCHED = 60;

/** Every conversation, latest activity first; designed empty, loading, failed and many. */
export function ConversationList({ current }: { current: string | null }) {
  const talk = useTalk();
  const phase = useSelect((state) => state.list);
  const conversations = useSelect((state) => state.conversations);
  const hasMore = useSelect((state) => state.hasMoreConversations);
  const sorted = useMemo(() => byActivity(conversations), [conversations]);
  const now = useNow();
  const peers = useMemo(
    () =>
      sorted
        .slice(0, PEERS_WATCHED)
        .map((each) => peerOf(talk.store.get(), each))
        .filter((id) => id !== null)
        .sort(),
    [sorted, talk],
  );
  usePresenceOf(peers);
  useEffect(() => {
    talk.names.want(sorted.flatMap((each) => each.lastMessage?.userId ?? []));
  }, [talk, sorted]);

  if (phase === 'failed') {
    return (
      <div className="side-note" role="alert">
        <p>{words.sidebar.failed}</p>
        <button type="button" className="button" onClick={() => void talk.loadList()}>
          {words.conversation.retry}
        </button>
      </div>
    );
  }
  if (phase === 'loading' && sorted.length === 0) return <Skeleton />;
  if (sorted.length === 0) {
    return (
      <div className="side-note">
        <p className="strong">{words.sidebar.empty}</p>
        <p className="soft">{words.sidebar.emptyHint}</p>
        <Link className="button button-accent" to={{ at: 'new' }}>
          {words.sidebar.new}
        </Link>
      </div>
    );
  }
  return (
    <>
      <ul className="conversation-list">
        {sorted.map((each) => (
          <Row key={each.id} conversation={each} current={each.id === current} now={now} />
        ))}
      </ul>
      {hasMore && (
        <button
          type="button"
          className="button side-more"
          onClick={() => void talk.loadMoreConversations()}
        >
          {words.sidebar.more}
        </button>
      )}
    </>
  );
}

interface RowProps {
  conversation: Conversation;
  current: boolean;
  now: Date;
}

const Row = memo(function Row({ conversation, current, now }: RowProps) {
  const name = useSelect((state) => nameOf(state, conversation));
  const peer = useSelect((state) => peerOf(state, conversation));
  const preview = useSelect((state) => previewOf(state, conversation));
  const waiting = useSelect((state) =>
    state.outgoing.some((each) => each.conversationId === conversation.id),
  );
  const drafts = useDrafts();
  const { id, unreadCount, lastMessage } = conversation;
  const unread = unreadCount > 0;
  const at = lastMessage?.createdAt ?? conversation.createdAt;
  return (
    <li>
      <Link
        to={conversationRoute(id)}
        className={`conversation-row ${unread ? 'unread' : ''}`}
        aria-current={current ? 'page' : undefined}
      >
        {peer !== null ? (
          <Avatar id={peer} name={name} presence />
        ) : (
          <span className="avatar avatar-medium avatar-group" aria-hidden="true">
            {conversation.name === null ? <Users size={15} /> : <Hash size={15} />}
          </span>
        )}
        <span className="conversation-lines">
          <span className="conversation-line">
            <span className="conversation-name" dir="auto">
              {name}
            </span>
            {peer !== null && <PresenceWord id={peer} />}
            <time className="meta" dateTime={at} title={fullTime(at)}>
              {stamp(at, now)}
            </time>
          </span>
          <span className="conversation-line">
            <span className="conversation-preview" dir="auto">
              {!current && hasDraft(drafts, id) && (
                <span className="draft-mark">{words.sidebar.draft} </span>
              )}
              {preview}
            </span>
            {waiting && (
              <Clock size={12} className="soft" role="img" aria-label={words.sidebar.waiting} />
            )}
            {unread && (
              <span className="badge">
                <span aria-hidden="true">{unreadCount > 99 ? '99+' : unreadCount}</span>
                <span className="sr-only">{words.sidebar.unread(unreadCount)}</span>
              </span>
            )}
          </span>
        </span>
      </Link>
    </li>
  );
});

function previewOf(state: State, conversation: Conversation): string {
  const last = conversation.lastMessage;
  if (last === null) return words.sidebar.nothing;
  const text = last.content === null ? words.sidebar.deleted : gist(last.content);
  if (last.userId === state.me.id) return words.sidebar.youSaid(text);
  if (conversation.type === 'direct') return text;
  const name = state.names[last.userId];
  return name === undefined ? text : words.sidebar.said(firstName(name), text);
}

function Skeleton() {
  return (
    <div className="skeleton" role="status" aria-label={words.sidebar.loading}>
      {[62, 44, 71, 53, 66, 48].map((width) => (
        <div key={width} className="skeleton-row">
          <span className="skeleton-avatar" />
          <span className="skeleton-lines">
            <span style={{ inlineSize: `${width}%` }} />
            <span style={{ inlineSize: `${width + 22}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}

import { type Message, topicOf } from '@parley/sdk';
import { ChevronLeft, Hash, Users } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Composer, type ComposerHandle } from '../messages/Composer.tsx';
import { MessageList, type MessageListHandle } from '../messages/MessageList.tsx';
import type { RowActions } from '../messages/MessageRow.tsx';
import { MessageSkeleton } from '../messages/separators.tsx';
import { gist } from '../messages/text.ts';
import { useShown } from '../messages/useShown.ts';
import { Avatar } from '../people/Avatar.tsx';
import { PeoplePanel } from '../people/PeoplePanel.tsx';
import { useNarrow, useNow, usePresenceOf, useSelect, useTalk } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { keys } from '../shell/keys.ts';
import { Link } from '../shell/Link.tsx';
import { back, go } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { ago } from '../shell/time.ts';
import { peerOf, type State } from '../state/state.ts';
import { Viewers } from '../viewing/Viewers.tsx';
import { firstName, nameOf, personName } from './names.ts';

interface Props {
  id: string;
  panel: 'people' | null;
  /** The one that is to be shown. */
  message: string | null;
}

/** One conversation: who, what was said, and where one writes. */
export function ConversationView({ id, panel, message }: Props) {
  const talk = useTalk();
  const conversation = useSelect((state) => state.conversations[id]);
  const loaded = useSelect((state) => state.loaded[id]);

  useEffect(() => {
    void talk.pages.open(id);
    void talk.made.open(id);
    return () => {
      talk.pages.leave(id);
      talk.made.leave(id);
    };
  }, [talk, id]);

  if (conversation === undefined) {
    return loaded?.phase === 'failed' ? <Missing /> : <LoadingView />;
  }
  return (
    <>
      <main className="main" aria-label={words.sidebar.label}>
        <Header id={id} panelOpen={panel !== null} />
        <Talking id={id} message={message} />
      </main>
      {panel === 'people' && <PeoplePanel id={id} />}
    </>
  );
}

function Header({ id, panelOpen }: { id: string; panelOpen: boolean }) {
  const state = useSelect((now) => now);
  const narrow = useNarrow();
  const conversation = state.conversations[id];
  const peer = conversation === undefined ? null : peerOf(state, conversation);
  usePresenceOf(peer === null ? [] : [peer]);
  if (conversation === undefined) return null;
  const name = nameOf(state, conversation);
  const count = state.participants[id]?.length ?? conversation.participantCount;
  const toggle = () =>
    go(
      { at: 'conversation', id, panel: panelOpen ? null : 'people', message: null },
      panelOpen ? 'replace' : 'push',
    );
  return (
    <header className="head">
      {narrow && (
        <IconButton
          icon={ChevronLeft}
          label={words.conversation.back}
          onClick={() => back({ at: 'home' })}
        />
      )}
      {peer !== null ? (
        <Avatar id={peer} name={name} presence />
      ) : (
        <span className="avatar avatar-medium avatar-group" aria-hidden="true">
          {conversation.name === null ? <Users size={15} /> : <Hash size={15} />}
        </span>
      )}
      <div className="head-lines">
        <h1 className="head-title" dir="auto">
          {name}
        </h1>
        {peer !== null ? (
          <PeerLine id={peer} />
        ) : (
          <span className="head-sub">{words.conversation.people(count)}</span>
        )}
      </div>
      <Viewers topic={topicOf.conversation(id)} />
      <IconButton
        icon={Users}
        label={words.conversation.showPeople}
        shortcut={keys.people}
        tip="below-end"
        aria-pressed={panelOpen}
        onClick={toggle}
      />
    </header>
  );
}

function PeerLine({ id }: { id: string }) {
  const presence = useSelect((state) => state.presence[id]);
  const now = useNow();
  if (presence?.status == null) return <span className="head-sub" />;
  const { status, lastSeenAt } = presence;
  const text =
    status === 'offline' && lastSeenAt !== null
      ? words.conversation.lastSeen(ago(lastSeenAt, now))
      : words.conversation[status];
  return <span className="head-sub">{text}</span>;
}

function Talking({ id, message }: { id: string; message: string | null }) {
  const talk = useTalk();
  const narrow = useNarrow();
  const loaded = useSelect((state) => state.loaded[id]);
  const outgoing = useSelect((state) => state.outgoing);
  const name = useSelect((state) => {
    const conversation = state.conversations[id];
    return conversation === undefined ? '' : nameOf(state, conversation);
  });
  const direct = useSelect((state) => state.conversations[id]?.type === 'direct');
  const [editing, setEditing] = useState<string | null>(null);
  const [reply, setReply] = useState<Message | null>(null);
  const list = useRef<MessageListHandle>(null);
  const composer = useRef<ComposerHandle>(null);
  useShown(id, message, list);

  const pending = useMemo(() => {
    const known = new Set(loaded?.messages.map((message) => message.clientId));
    return outgoing.filter((each) => each.conversationId === id && !known.has(each.clientId));
  }, [outgoing, loaded?.messages, id]);

  const actions = useMemo<RowActions>(
    () => ({
      edit: setEditing,
      show: (messageId) => list.current?.show(messageId),
      reply: (message) => {
        setReply(message);
        composer.current?.focus();
      },
    }),
    [],
  );

  useEffect(() => {
    if (!narrow && message === null) composer.current?.focus();
  }, [narrow, message]);

  const editLast = () => {
    const me = talk.parley.me.id;
    const last = loaded?.messages.findLast(
      (each) => each.userId === me && each.deletedAt === null && each.type === 'text',
    );
    if (last !== undefined) setEditing(last.id);
  };

  const replyName = useSelect((state) => (reply === null ? '' : personName(state, reply.userId)));
  return (
    <>
      {loaded?.phase === 'ready' ? (
        <MessageList
          key={loaded.generation}
          ref={list}
          conversationId={id}
          name={name}
          intro={direct ? words.messages.beginningDirect(name) : words.messages.beginning(name)}
          loaded={loaded}
          pending={pending}
          editing={editing}
          actions={actions}
        />
      ) : loaded?.phase === 'failed' ? (
        <div className="center" role="alert">
          <p>{words.conversation.failed}</p>
          <button type="button" className="button" onClick={() => void talk.pages.open(id)}>
            {words.conversation.retry}
          </button>
        </div>
      ) : (
        <LoadingMessages />
      )}
      <Strip id={id} direct={direct} />
      <Composer
        ref={composer}
        key={id}
        conversationId={id}
        name={name}
        replyTo={
          reply === null ? null : { id: reply.id, name: replyName, text: gist(reply.content ?? '') }
        }
        onStopReply={() => setReply(null)}
        onSent={() => {
          setReply(null);
          list.current?.toNewest();
        }}
        onEditLast={editLast}
      />
    </>
  );
}

/** Who types and who has seen: a line that is always there, so that nothing jumps. */
function Strip({ id, direct }: { id: string; direct: boolean }) {
  const typing = useSelect((state) => state.typing[id]);
  const names = useSelect((state) => state.names);
  const seen = useSelect((state) => seenText(state, id, direct));
  const people = (typing ?? []).map((userId) => firstName(names[userId] ?? '…'));
  return (
    <div className="strip">
      <span className="strip-typing" role="status">
        {people.length > 0 && (
          <>
            <span className="typing-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {words.messages.typing(people)}
          </>
        )}
      </span>
      <span className="strip-seen">{seen}</span>
    </div>
  );
}

const SEEN_NAMES = 3;

function seenText(state: State, id: string, direct: boolean): string {
  const last = state.conversations[id]?.lastMessage;
  if (last == null || last.userId !== state.me.id || last.deletedAt !== null) return '';
  const others = (state.participants[id] ?? []).filter((each) => each.userId !== state.me.id);
  const seen = others.filter((each) => each.readSeq >= last.seq);
  if (seen.length === 0) return '';
  if (direct) return words.messages.seenDirect;
  if (seen.length === others.length && others.length > 1) return words.messages.seenByAll;
  const named = seen.slice(0, SEEN_NAMES).map((each) => firstName(each.displayName));
  return words.messages.seenBy(named, seen.length - named.length);
}

function LoadingMessages() {
  return (
    <div
      className="messages skeleton skeleton-messages"
      role="status"
      aria-label={words.messages.loading}
    >
      {[64, 38, 71, 52, 45].map((width) => (
        <MessageSkeleton key={width} width={width} />
      ))}
    </div>
  );
}

function LoadingView() {
  return (
    <main className="main" aria-busy="true">
      <header className="head" />
      <LoadingMessages />
    </main>
  );
}

function Missing() {
  return (
    <main className="main">
      <div className="center">
        <h1 className="title">{words.conversation.missing}</h1>
        <p className="soft">{words.conversation.missingHint}</p>
        <Link className="button" to={{ at: 'home' }}>
          {words.conversation.toList}
        </Link>
      </div>
    </main>
  );
}

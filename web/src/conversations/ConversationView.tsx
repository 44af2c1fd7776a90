import { topicOf } from '@parley/sdk';
import { ChevronLeft, Hash, Users } from 'lucide-react';
import { useEffect } from 'react';
import { Avatar } from '../people/Avatar.tsx';
import { PeoplePanel } from '../people/PeoplePanel.tsx';
import { useNarrow, useNow, usePresenceOf, useSelect, useTalk } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { keys } from '../shell/keys.ts';
import { Link } from '../shell/Link.tsx';
import { back, go } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { ago } from '../shell/time.ts';
import { peerOf } from '../state/state.ts';
import { Viewers } from '../viewing/Viewers.tsx';
import { nameOf } from './names.ts';
import { LoadingMessages, Talking } from './Talking.tsx';

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

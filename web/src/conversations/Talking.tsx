import type { Message } from '@parley/sdk';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Composer, type ComposerHandle } from '../messages/Composer.tsx';
import { MessageList, type MessageListHandle } from '../messages/MessageList.tsx';
import type { RowActions } from '../messages/MessageRow.tsx';
import { MessageSkeleton } from '../messages/separators.tsx';
import { gist } from '../messages/text.ts';
import { useShown } from '../messages/useShown.ts';
import { useNarrow, useSelect, useTalk } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import type { State } from '../state/state.ts';
import { firstName, nameOf, personName } from './names.ts';

interface Props {
  id: string;
  /** The one that is to be shown. */
  message: string | null;
  /** What stands where nothing was said before, and where one writes; else by the name. */
  intro?: string;
  hint?: string;
}

/** What was said in a conversation, and where one writes. */
export function Talking({ id, message, intro, hint }: Props) {
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
          intro={
            intro ??
            (direct ? words.messages.beginningDirect(name) : words.messages.beginning(name))
          }
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
        hint={hint}
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

export function LoadingMessages() {
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

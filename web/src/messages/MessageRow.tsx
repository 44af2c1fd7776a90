import type { Message } from '@parley/sdk';
import { Copy, CornerUpLeft, Pencil, SquareCheckBig, Trash2 } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react';
import { Avatar } from '../people/Avatar.tsx';
import { useTalk } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { words } from '../shell/strings.ts';
import { fullTime, timeOf } from '../shell/time.ts';
import { Ask, useAnswer } from './Ask.tsx';
import { CitedTasks } from './CitedTasks.tsx';
import { EditForm } from './EditForm.tsx';
import { MessageTasks, TaskAsk } from './MessageTasks.tsx';
import { MessageText } from './MessageText.tsx';
import { gist } from './text.ts';

export interface RowActions {
  edit(id: string | null): void;
  reply(message: Message): void;
  show(id: string): void;
}

interface Props {
  message: Message;
  author: string;
  own: boolean;
  startsGroup: boolean;
  editing: boolean;
  quoted: { name: string; text: string } | null;
  actions: RowActions;
  /** The one message that the Tab key reaches; arrows go on from there. */
  tabbable: boolean;
}

export const MessageRow = memo(function MessageRow(props: Props) {
  const { message, author, own, startsGroup, editing, quoted, actions, tabbable } = props;
  const [asking, setAsking] = useState<'delete' | 'task' | null>(null);
  const row = useRef<HTMLElement>(null);
  const deleted = message.deletedAt !== null;
  const changeable = own && !deleted && message.type === 'text';

  const close = () => {
    actions.edit(null);
    row.current?.focus();
  };

  const stop = () => {
    setAsking(null);
    row.current?.focus();
  };

  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey) return;
    const { key } = event;
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      const rows = [...document.querySelectorAll<HTMLElement>('.message')];
      const at = rows.indexOf(event.currentTarget);
      const next = rows[at + (key === 'ArrowUp' ? -1 : 1)];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    } else if (key === 'r' && !deleted) {
      event.preventDefault();
      actions.reply(message);
    } else if (key === 'e' && changeable) {
      event.preventDefault();
      actions.edit(message.id);
    } else if ((key === 'Delete' || key === 'Backspace') && changeable) {
      event.preventDefault();
      setAsking('delete');
    } else if (key === 't' && !deleted) {
      event.preventDefault();
      setAsking('task');
    }
  };

  if (message.type === 'system') {
    return (
      <article className="message-system" data-seq={message.seq}>
        {message.content}
      </article>
    );
  }
  return (
    <article
      ref={row}
      className={`message ${startsGroup ? 'message-first' : ''} ${editing ? 'message-editing' : ''}`}
      data-seq={message.seq}
      data-id={message.id}
      tabIndex={tabbable ? 0 : -1}
      aria-label={`${author}, ${timeOf(message.createdAt)}`}
      onKeyDown={press}
    >
      <div className="message-margin">
        {startsGroup ? (
          <Avatar id={message.userId} name={author} size="large" />
        ) : (
          <time
            className="message-time-hover"
            dateTime={message.createdAt}
            title={fullTime(message.createdAt)}
          >
            {timeOf(message.createdAt)}
          </time>
        )}
      </div>
      <div className="message-body">
        {quoted !== null && message.replyToId !== null && (
          <button
            type="button"
            className="message-quote"
            onClick={() => actions.show(message.replyToId as string)}
          >
            <CornerUpLeft size={12} aria-hidden />
            <span className="strong">{quoted.name}</span>
            <span className="message-quote-text">{quoted.text}</span>
          </button>
        )}
        {startsGroup && (
          <div className="message-head">
            <span className="message-author" dir="auto">
              {author}
            </span>
            <time className="meta" dateTime={message.createdAt} title={fullTime(message.createdAt)}>
              {timeOf(message.createdAt)}
            </time>
          </div>
        )}
        {editing ? (
          <EditForm message={message} onClose={close} />
        ) : deleted ? (
          <p className="message-deleted">{words.messages.deleted}</p>
        ) : (
          <div className="message-content">
            <MessageText content={message.content ?? ''} />
            {message.editedAt !== null && (
              <span
                className="meta message-edited"
                title={words.messages.editedAt(fullTime(message.editedAt))}
              >
                {words.messages.edited}
              </span>
            )}
          </div>
        )}
        {!editing && !deleted && message.taskIds !== undefined && (
          <CitedTasks ids={message.taskIds} />
        )}
        {!editing && !deleted && <MessageTasks messageId={message.id} />}
        {asking === 'delete' && <DeleteAsk message={message} onClose={stop} />}
        {asking === 'task' && <TaskAsk message={message} onClose={stop} />}
      </div>
      {!editing && !deleted && asking === null && (
        <Actions
          message={message}
          changeable={changeable}
          actions={actions}
          onDelete={() => setAsking('delete')}
          onTask={() => setAsking('task')}
        />
      )}
    </article>
  );
});

interface ActionsProps {
  message: Message;
  changeable: boolean;
  actions: RowActions;
  onDelete: () => void;
  onTask: () => void;
}

function Actions({ message, changeable, actions, onDelete, onTask }: ActionsProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(message.content ?? '');
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch {
      // The browser keeps its clipboard to itself, as in pages without TLS.
    }
  };
  return (
    <div className="message-actions" role="toolbar" aria-label={words.messages.actions}>
      <IconButton
        icon={CornerUpLeft}
        label={words.messages.reply}
        shortcut="r"
        tip="above-end"
        tabIndex={-1}
        onClick={() => actions.reply(message)}
      />
      <IconButton
        icon={Copy}
        label={copied ? words.messages.copied : words.messages.copy}
        tip="above-end"
        tabIndex={-1}
        onClick={() => void copy()}
      />
      <IconButton
        icon={SquareCheckBig}
        label={words.messages.makeTask}
        shortcut="t"
        tip="above-end"
        tabIndex={-1}
        onClick={onTask}
      />
      {changeable && (
        <>
          <IconButton
            icon={Pencil}
            label={words.messages.edit}
            shortcut="e"
            tip="above-end"
            tabIndex={-1}
            onClick={() => actions.edit(message.id)}
          />
          <IconButton
            icon={Trash2}
            label={words.messages.delete}
            shortcut="delete"
            tip="above-end"
            tabIndex={-1}
            onClick={onDelete}
          />
        </>
      )}
    </div>
  );
}

function DeleteAsk({ message, onClose }: { message: Message; onClose: () => void }) {
  const talk = useTalk();
  const { failure, busy, answer } = useAnswer(onClose);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);

  return (
    <Ask
      onClose={onClose}
      leave={words.messages.keep}
      failure={failure && words.messages.deleteFailed(failure)}
    >
      <span>{words.messages.deleteAsk}</span>
      <button
        ref={yes}
        type="button"
        className="button button-danger"
        disabled={busy}
        onClick={() => void answer(() => talk.delete(message))}
      >
        {words.messages.delete}
      </button>
    </Ask>
  );
}

export function quoteOf(
  message: Message | undefined,
  name: string,
): { name: string; text: string } {
  if (message === undefined) return { name: '', text: words.messages.replyElsewhere };
  const text = message.content === null ? words.sidebar.deleted : gist(message.content);
  return { name, text };
}

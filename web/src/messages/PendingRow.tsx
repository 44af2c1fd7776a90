import type { Outgoing } from '@parley/sdk';
import { AlertCircle, Clock } from 'lucide-react';
import { Avatar } from '../people/Avatar.tsx';
import { useSelect, useTalk } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import { timeOf } from '../shell/time.ts';
import { CitedTasks } from './CitedTasks.tsx';
import { MessageText } from './MessageText.tsx';

/** An own message that the server has not acknowledged: it is shown, and says so. */
export function PendingRow({
  outgoing,
  startsGroup,
}: {
  outgoing: Outgoing;
  startsGroup: boolean;
}) {
  const talk = useTalk();
  const me = useSelect((state) => state.me);
  const offline = useSelect(
    ({ connection: { status } }) => status !== 'live' && status !== 'polling',
  );
  const { clientId, content, failure, queuedAt } = outgoing;
  const state = offline ? words.messages.waiting : words.messages.sending;
  return (
    <article
      className={`message message-pending ${startsGroup ? 'message-first' : ''}`}
      aria-label={`${me.displayName}, ${failure === null ? state : words.messages.retry}`}
      tabIndex={-1}
    >
      <div className="message-margin">
        {startsGroup && <Avatar id={me.id} name={me.displayName} size="large" />}
      </div>
      <div className="message-body">
        {startsGroup && (
          <div className="message-head">
            <span className="message-author">{me.displayName}</span>
            <time className="meta" dateTime={queuedAt}>
              {timeOf(queuedAt)}
            </time>
          </div>
        )}
        <div className="message-content">
          <MessageText content={content} />
          {failure === null && (
            <Clock className="message-clock" size={12} role="img" aria-label={state} />
          )}
        </div>
        {outgoing.taskIds !== undefined && <CitedTasks ids={outgoing.taskIds} />}
        {failure !== null && (
          <div className="message-ask danger" role="alert">
            <AlertCircle size={14} aria-hidden />
            <span>{words.messages.failed(words.problem[failure.code] ?? failure.title)}</span>
            <button
              type="button"
              className="button"
              onClick={() => talk.parley.outbox.retry(clientId)}
            >
              {words.messages.retry}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => talk.parley.outbox.discard(clientId)}
            >
              {words.messages.discard}
            </button>
          </div>
        )}
      </div>
    </article>
  );
}

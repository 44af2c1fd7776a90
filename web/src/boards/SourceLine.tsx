import type { Message, Task } from '@parley/sdk';
import { MessageSquare } from 'lucide-react';
import { useEffect, useState } from 'react';
import { nameOf, personName } from '../conversations/names.ts';
import { useSelect, useTalk } from '../shell/hooks.ts';
import { Link } from '../shell/Link.tsx';
import { messageRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { fullTime, timeOf } from '../shell/time.ts';

/** The message that a task was made from, for those who read it; for others nothing. */
export function SourceLine({ source }: { source: NonNullable<Task['source']> }) {
  const talk = useTalk();
  const { conversationId, messageId } = source;
  const [message, setMessage] = useState<Message | null>(null);
  const conversation = useSelect((state) => state.conversations[conversationId]);
  const name = useSelect((state) =>
    conversation === undefined ? '' : nameOf(state, conversation),
  );
  const author = useSelect((state) => (message === null ? '' : personName(state, message.userId)));

  useEffect(() => {
    let left = false;
    setMessage(null);
    talk.parley.message(conversationId, messageId).then(
      (found) => {
        if (left) return;
        setMessage(found);
        talk.names.want(new Set([found.userId]));
      },
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [talk, conversationId, messageId]);

  if (conversation === undefined || message === null) return null;
  const group = conversation.type === 'direct' ? '' : '# ';
  return (
    <p className="meta task-source">
      <MessageSquare size={12} strokeWidth={2} aria-hidden />
      <span>
        {words.task.from}{' '}
        <Link to={messageRoute(conversationId, messageId)} dir="auto">
          {group}
          {name} · {author},{' '}
          <time dateTime={message.createdAt} title={fullTime(message.createdAt)}>
            {timeOf(message.createdAt)}
          </time>
        </Link>
      </span>
    </p>
  );
}

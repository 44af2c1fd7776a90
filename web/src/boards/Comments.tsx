import { MessageSquareText } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { LoadingMessages, Talking } from '../conversations/Talking.tsx';
import { useSelect, useTalk } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';

/** What people say about a task. Whoever opens it takes part in it from then on. */
export function Comments({ taskId }: { taskId: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <section className="comments" aria-label={words.comments.title}>
      <button
        type="button"
        className="button comments-toggle"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <MessageSquareText size={14} strokeWidth={1.75} aria-hidden />
        {open ? words.comments.hide : words.comments.show}
      </button>
      <div id={id} className="comments-body" hidden={!open}>
        {open && <Opened taskId={taskId} />}
      </div>
    </section>
  );
}

type Entered = { phase: 'loading' | 'failed' } | { phase: 'in'; id: string };

function Opened({ taskId }: { taskId: string }) {
  const talk = useTalk();
  const [entered, setEntered] = useState<Entered>({ phase: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const id = entered.phase === 'in' ? entered.id : null;
  const there = useSelect((state) => id !== null && state.conversations[id] !== undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt enters again
  useEffect(() => {
    let left = false;
    let inside: string | null = null;
    setEntered({ phase: 'loading' });
    talk.openComments(taskId).then(
      (found) => {
        if (left) {
          talk.leaveComments(found);
          return;
        }
        inside = found;
        setEntered({ phase: 'in', id: found });
        void talk.pages.open(found);
        void talk.made.open(found);
      },
      () => {
        if (!left) setEntered({ phase: 'failed' });
      },
    );
    return () => {
      left = true;
      if (inside === null) return;
      talk.made.leave(inside);
      talk.leaveComments(inside);
    };
  }, [talk, taskId, attempt]);

  if (id !== null && there) {
    const { none, write } = words.comments;
    return <Talking id={id} message={null} intro={none} hint={write} />;
  }
  if (entered.phase === 'loading') return <LoadingMessages />;
  return (
    <div className="center" role="alert">
      <p>{words.comments.failed}</p>
      <button type="button" className="button" onClick={() => setAttempt(attempt + 1)}>
        {words.conversation.retry}
      </button>
    </div>
  );
}

import type { Task } from '@parley/sdk';
import { CalendarDays, SquareCheck } from 'lucide-react';
import { type KeyboardEvent, memo, type PointerEvent } from 'react';
import { personName } from '../conversations/names.ts';
import { Avatar } from '../people/Avatar.tsx';
import { useSelect } from '../shell/hooks.ts';
import { Link } from '../shell/Link.tsx';
import type { BoardRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { fullTime } from '../shell/time.ts';
import { dueWord, isOverdue } from './due.ts';

const FACES = 3;

export interface CardActions {
  down: (event: PointerEvent<HTMLElement>, task: Task) => void;
  press: (event: KeyboardEvent<HTMLElement>, task: Task) => void;
  wasCarried: () => boolean;
}

interface Props {
  task: Task;
  route: BoardRoute;
  open: boolean;
  held: boolean;
  now: Date;
  /** Null for those who may not move it. */
  actions: CardActions | null;
}

/** A task on its board: a link to it that can be carried. */
export const Card = memo(function Card({ task, route, open, held, now, actions }: Props) {
  const { title, labels, dueAt, checklist, assigneeIds } = task;
  const done = checklist.filter((item) => item.done).length;
  const facts = labels.length + checklist.length + assigneeIds.length;
  const foot = dueAt !== null || facts > 0;
  return (
    <Link
      to={{ ...route, task: task.id }}
      className={`card ${held ? 'card-held' : ''} ${task.version === 0 ? 'card-new' : ''}`}
      data-task={task.id}
      draggable={false}
      aria-current={open ? 'true' : undefined}
      aria-describedby={actions === null ? undefined : 'board-help'}
      onPointerDown={(event) => actions?.down(event, task)}
      onKeyDown={(event) => actions?.press(event, task)}
      onClick={(event) => {
        if (actions?.wasCarried()) event.preventDefault();
      }}
    >
      <span className="card-title" dir="auto">
        {title}
      </span>
      {foot && (
        <span className="card-foot">
          {dueAt !== null && (
            <time
              className={`card-fact ${isOverdue(task, now) ? 'danger' : ''}`}
              dateTime={dueAt}
              title={fullTime(dueAt)}
            >
              <CalendarDays size={13} strokeWidth={1.75} aria-hidden />
              <span className="sr-only">{words.task.due} </span>
              {dueWord(dueAt, now)}
            </time>
          )}
          {labels.map((label) => (
            <span key={label} className="label" dir="auto">
              {label}
            </span>
          ))}
          {checklist.length > 0 && (
            <span className="card-fact">
              <SquareCheck size={13} strokeWidth={1.75} aria-hidden />
              <span aria-hidden="true">{`${done}/${checklist.length}`}</span>
              <span className="sr-only">{words.task.progress(done, checklist.length)}</span>
            </span>
          )}
          {assigneeIds.length > 0 && <Faces ids={assigneeIds} />}
        </span>
      )}
    </Link>
  );
});

function Faces({ ids }: { ids: readonly string[] }) {
  const names = useSelect((state) => ids.map((id) => personName(state, id)).join(', '));
  const each = names.split(', ');
  return (
    <span className="card-faces" title={names}>
      {ids.slice(0, FACES).map((id, at) => (
        <Avatar key={id} id={id} name={each[at] ?? ''} size="small" />
      ))}
      {ids.length > FACES && <span className="meta">{`+${ids.length - FACES}`}</span>}
      <span className="sr-only">{words.task.assignedTo(names)}</span>
    </span>
  );
}

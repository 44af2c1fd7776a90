import type { Board, Member, Task } from '@parley/sdk';
import { memo, useState } from 'react';
import { personName } from '../conversations/names.ts';
import { Avatar } from '../people/Avatar.tsx';
import { useSelect, useTalk, useWork } from '../shell/hooks.ts';
import { Link } from '../shell/Link.tsx';
import type { BoardRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { ago, fullTime } from '../shell/time.ts';
import { DueInput } from './DueInput.tsx';
import { isOverdue } from './due.ts';
import { toggled } from './filter.ts';

interface Props {
  board: Board;
  task: Task;
  route: BoardRoute;
  index: number;
  /** Whether the keys are here: one row alone is on the way of Tab. */
  active: boolean;
  works: boolean;
  now: Date;
  onActive: (taskId: string) => void;
  onPut: (task: Task, columnId: string) => void;
}

/** A task in one line, of which the usual things are changed in place. */
export const ListRow = memo(function ListRow(props: Props) {
  const { board, task, route, index, active, works, now, onActive, onPut } = props;
  const { work } = useTalk();
  const tab = active ? 0 : -1;
  const open = route.task === task.id;
  const late = isOverdue(task, now);
  return (
    // biome-ignore lint/a11y/useSemanticElements: of a real table, rows could not be left out
    // biome-ignore lint/a11y/useFocusableInteractive: what is inside is
    <div
      role="row"
      className={`row row-task ${open ? 'row-open' : ''}`}
      aria-rowindex={index + 2}
      data-row={task.id}
      onFocus={() => onActive(task.id)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as the table */}
      <span role="cell" className="row-title">
        <Link
          to={{ ...route, task: task.id }}
          tabIndex={tab}
          dir="auto"
          data-task={task.id}
          aria-current={open ? 'true' : undefined}
        >
          {task.title}
        </Link>
        {task.labels.map((label) => (
          <span key={label} className="label" dir="auto">
            {label}
          </span>
        ))}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: as the table */}
      <span role="cell" className="row-status">
        <select
          className="quiet"
          tabIndex={tab}
          disabled={!works}
          aria-label={words.list.columnOf(task.title)}
          value={task.columnId ?? ''}
          onChange={(event) => onPut(task, event.target.value)}
        >
          {board.columns.map((column) => (
            <option key={column.id} value={column.id}>
              {column.name}
            </option>
          ))}
        </select>
      </span>
      <Assigned task={task} tab={tab} works={works} />
      {/* biome-ignore lint/a11y/useSemanticElements: as the table */}
      <span role="cell" className="row-due">
        <DueInput
          className={`quiet ${late ? 'danger' : ''} ${task.dueAt === null ? 'quiet-empty' : ''}`}
          tabIndex={tab}
          disabled={!works}
          aria-label={words.list.dueOf(task.title)}
          dueAt={task.dueAt}
          onDue={(dueAt) => work.change(task, { dueAt })}
        />
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: as the table */}
      <span role="cell" className="row-updated meta">
        {task.version === 0 ? (
          words.task.waiting
        ) : (
          <time dateTime={task.updatedAt} title={fullTime(task.updatedAt)}>
            {ago(task.updatedAt, now)}
          </time>
        )}
      </span>
    </div>
  );
});

const FACES = 3;
const NO_MEMBERS: readonly Member[] = [];

/** The faces of those who do it; on them lies the choice of others. */
function Assigned({ task, tab, works }: { task: Task; tab: number; works: boolean }) {
  const { work } = useTalk();
  const [wanted, setWanted] = useState(false);
  const members = useWork((state) => state.plans[task.workspaceId]?.members ?? NO_MEMBERS);
  const { assigneeIds } = task;
  const names = useSelect((state) => assigneeIds.map((id) => personName(state, id)).join('\n'));
  const each = names === '' ? [] : names.split('\n');
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the table
    <span role="cell" className="row-people" title={each.join(', ')}>
      {assigneeIds.slice(0, FACES).map((id, at) => (
        <Avatar key={id} id={id} name={each[at] ?? ''} size="small" />
      ))}
      {each.length === 1 && <span className="row-person">{each[0]}</span>}
      {assigneeIds.length > FACES && (
        <span className="meta">{`+${assigneeIds.length - FACES}`}</span>
      )}
      {each.length > 0 && <span className="sr-only">{words.task.assignedTo(each.join(', '))}</span>}
      {works && (
        <select
          className="row-choose"
          tabIndex={tab}
          aria-label={words.list.assigneesOf(task.title)}
          value=""
          onPointerEnter={() => setWanted(true)}
          onFocus={() => setWanted(true)}
          onChange={(event) =>
            work.change(task, { assigneeIds: toggled(assigneeIds, event.target.value) })
          }
        >
          <option value="" disabled>
            {words.list.assign}
          </option>
          {/* A thousand people in each row would be many; they come with the pointer or the focus. */}
          {wanted &&
            members.map(({ userId, displayName }) => (
              <option key={userId} value={userId}>
                {assigneeIds.includes(userId) ? words.list.assigned(displayName) : displayName}
              </option>
            ))}
        </select>
      )}
    </span>
  );
}

import type { Task } from '@parley/sdk';
import { Link } from '../shell/Link.tsx';
import type { BoardRoute } from '../shell/router.ts';
import { isOverdue } from './due.ts';
import type { DayLift } from './useDayLift.ts';

interface Props {
  task: Task;
  route: BoardRoute;
  now: Date;
  works: boolean;
  lifting: DayLift;
  /** Whether Tab comes here. */
  tab: boolean;
}

/** A task on its day: a link to it that can be carried to another. */
export function DayTask({ task, route, now, works, lifting, tab }: Props) {
  const open = route.task === task.id;
  const late = isOverdue(task, now) ? 'day-task-late' : '';
  const held = lifting.held === task.id ? 'day-task-held' : '';
  return (
    <Link
      to={{ ...route, task: task.id }}
      className={`day-task day-task-${task.status} ${late} ${held}`}
      data-task={task.id}
      tabIndex={tab ? 0 : -1}
      draggable={works}
      title={task.title}
      aria-current={open ? 'true' : undefined}
      aria-describedby={works ? 'calendar-help' : undefined}
      onKeyDown={works ? (event) => lifting.press(event, task) : undefined}
      onDragStart={(event) => lifting.dragged(event, task)}
      onDragEnd={lifting.dropped}
    >
      <span className={`status status-${task.status}`} aria-hidden="true" />
      <span className="day-task-title" dir="auto">
        {task.title}
      </span>
    </Link>
  );
}

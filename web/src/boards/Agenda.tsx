import type { BoardRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { longDate } from '../shell/time.ts';
import { monthOf } from './calendar.ts';
import { DayTask } from './DayTask.tsx';
import type { DayLift } from './useDayLift.ts';

interface Props {
  route: BoardRoute;
  now: Date;
  month: string;
  today: string;
  works: boolean;
  lifting: DayLift;
}

/** The days of a month on which something is due, one below another. */
export function Agenda({ month, today, ...parts }: Props) {
  const days = [...parts.lifting.shown.keys()]
    .filter((day) => day !== '' && monthOf(day) === month)
    .filter((day) => (parts.lifting.shown.get(day)?.length ?? 0) > 0)
    .sort();
  if (days.length === 0) return <p className="soft agenda-none">{words.calendar.quiet}</p>;
  return (
    <ol className="agenda">
      {days.map((day) => (
        <li key={day} className="agenda-day">
          <h3 className={`side-heading ${day === today ? 'agenda-today' : ''}`}>{longDate(day)}</h3>
          {(parts.lifting.shown.get(day) ?? []).map((task) => (
            <DayTask key={task.id} task={task} {...parts} tab />
          ))}
        </li>
      ))}
    </ol>
  );
}

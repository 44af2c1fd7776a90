import type { Board, Task } from '@parley/sdk';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { useNarrow, useNow, useTalk } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import type { BoardRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { monthName } from '../shell/time.ts';
import { Agenda } from './Agenda.tsx';
import { addMonths, byDay, monthOf, movedTo } from './calendar.ts';
import { DayTask } from './DayTask.tsx';
import { dayOf } from './due.ts';
import { MonthGrid } from './MonthGrid.tsx';
import { type DayMove, useDayLift } from './useDayLift.ts';

interface Props {
  board: Board;
  route: BoardRoute;
  tasks: readonly Task[];
  works: boolean;
  month: string | null;
  onMonth: (month: string | null) => void;
}

/** The tasks of a board on the days on which they are due; on a phone, one day below another. */
export function CalendarView({ board, route, tasks, works, month: given, onMonth }: Props) {
  const { work } = useTalk();
  const narrow = useNarrow();
  const now = useNow();
  const today = dayOf(now.toISOString());
  const month = given ?? monthOf(today);
  const days = useMemo(() => byDay(tasks), [tasks]);
  const show = (next: string) => onMonth(next === monthOf(today) ? null : next);
  const move: DayMove = (task, day) => work.change(task, { dueAt: movedTo(task.dueAt, day) });
  const lifting = useDayLift({ days, today, month, move, onMonth: show });
  const parts = { route, now, month, today, works, lifting };
  const undated = lifting.shown.get('') ?? [];
  return (
    <div className="calendar" data-board={board.id}>
      <div className="calendar-head">
        <h2 className="head-title" aria-live="polite">
          {monthName(`${month}-01`)}
        </h2>
        <IconButton
          icon={ChevronLeft}
          className="calendar-step"
          label={words.calendar.previous}
          onClick={() => show(addMonths(month, -1))}
        />
        <button
          type="button"
          className="button"
          disabled={month === monthOf(today)}
          onClick={() => onMonth(null)}
        >
          {words.calendar.today}
        </button>
        <IconButton
          icon={ChevronRight}
          className="calendar-step"
          label={words.calendar.next}
          onClick={() => show(addMonths(month, 1))}
        />
      </div>
      <p id="calendar-help" hidden>
        {words.calendar.help}
      </p>
      <div className="calendar-body">
        {narrow ? <Agenda {...parts} /> : <MonthGrid {...parts} onMonth={show} />}
        <section
          className={`tray ${lifting.over === '' ? 'tray-over' : ''}`}
          aria-labelledby="tray-title"
          {...lifting.target('')}
        >
          <h3 className="side-heading" id="tray-title">
            {words.calendar.undated} <span>{undated.length}</span>
          </h3>
          {undated.length === 0 && <p className="meta tray-note">{words.calendar.allDated}</p>}
          {undated.length > 0 && works && !narrow && (
            <p className="meta tray-note">{words.calendar.undatedHint}</p>
          )}
          <ul className="tray-list">
            {undated.slice(0, TRAY_SHOWN).map((task) => (
              <li key={task.id}>
                <DayTask task={task} {...parts} tab />
              </li>
            ))}
          </ul>
          {undated.length > TRAY_SHOWN && (
            <p className="meta tray-note">{words.calendar.more(undated.length - TRAY_SHOWN)}</p>
          )}
        </section>
      </div>
    </div>
  );
}

const TRAY_SHOWN = 200;

import type { Task } from '@parley/sdk';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { BoardRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { longDate, monthName, weekdayName } from '../shell/time.ts';
import {
  addDays,
  addMonths,
  dateOf,
  firstDayOfWeek,
  inMonth,
  monthOf,
  weeksOf,
} from './calendar.ts';
import { DayTask } from './DayTask.tsx';
import { type DayLift, stepOf } from './useDayLift.ts';

interface Props {
  route: BoardRoute;
  now: Date;
  month: string;
  today: string;
  works: boolean;
  lifting: DayLift;
  onMonth: (month: string) => void;
}

const NONE: readonly Task[] = [];
const SHOWN = 3;

/** A month in its weeks. Arrows go through the days, Enter to the tasks of one, Escape back. */
export function MonthGrid({ route, now, month, today, works, lifting, onMonth }: Props) {
  const [active, setActive] = useState(today);
  const [whole, setWhole] = useState<string | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const weeks = useMemo(() => weeksOf(month, firstDayOfWeek(navigator.language)), [month]);
  const current = monthOf(active) === month ? active : inMonth(active, month);

  const focus = (day: string) => {
    setActive(day);
    if (monthOf(day) !== month) onMonth(monthOf(day));
    requestAnimationFrame(() => cellOf(grid.current, day)?.focus());
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-day]');
    const day = cell?.dataset.day;
    if (cell === null || day === undefined) return;
    if (event.target !== cell) {
      if (within(cell, event.key)) event.preventDefault();
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      cell.querySelector<HTMLElement>('a')?.focus();
      return;
    }
    const next = wayFrom(day, event.key, getComputedStyle(cell).direction === 'rtl', weeks);
    if (next === null) return;
    event.preventDefault();
    focus(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of days, as ARIA has it
    <div
      ref={grid}
      className="month"
      role="grid"
      tabIndex={-1}
      aria-label={monthName(`${month}-01`)}
      aria-describedby="calendar-help"
      onKeyDown={press}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the days are */}
      <div role="row" className="month-week month-names">
        {weeks[0]?.map((day) => (
          // biome-ignore lint/a11y/useSemanticElements: as the grid
          // biome-ignore lint/a11y/useFocusableInteractive: the days are
          <span key={day} role="columnheader" aria-label={weekdayName(day, 'long')}>
            {weekdayName(day, 'short')}
          </span>
        ))}
      </div>
      {weeks.map((week) => (
        // biome-ignore lint/a11y/useSemanticElements: as the grid
        // biome-ignore lint/a11y/useFocusableInteractive: the days are
        <div key={week[0]} role="row" className="month-week">
          {week.map((day) => (
            <Day
              key={day}
              day={day}
              tasks={lifting.shown.get(day) ?? NONE}
              outside={monthOf(day) !== month}
              isToday={day === today}
              tab={day === current}
              whole={day === whole}
              {...{ route, now, works, lifting }}
              onFocus={() => setActive(day)}
              onWhole={(all) => setWhole(all ? day : null)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface DayProps extends Pick<Props, 'route' | 'now' | 'works' | 'lifting'> {
  day: string;
  tasks: readonly Task[];
  outside: boolean;
  isToday: boolean;
  tab: boolean;
  whole: boolean;
  onFocus: () => void;
  onWhole: (all: boolean) => void;
}

function Day(props: DayProps) {
  const { day, tasks, outside, isToday, tab, whole, onFocus, onWhole, ...parts } = props;
  const { lifting } = parts;
  const shown = whole ? tasks : tasks.slice(0, tasks.length > SHOWN + 1 ? SHOWN : SHOWN + 1);
  const over = lifting.held !== null && lifting.over === day ? 'month-day-over' : '';
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the grid
    <div
      role="gridcell"
      tabIndex={tab ? 0 : -1}
      className={`month-day ${outside ? 'month-day-outside' : ''} ${isToday ? 'month-day-today' : ''} ${over}`}
      data-day={day}
      aria-label={words.calendar.day(longDate(day), tasks.length)}
      aria-current={isToday ? 'date' : undefined}
      onFocus={onFocus}
      {...lifting.target(day)}
    >
      <span className="day-number" aria-hidden="true">
        {dateOf(day).getDate()}
      </span>
      {shown.map((task) => (
        <DayTask key={task.id} task={task} {...parts} tab={false} />
      ))}
      {tasks.length > shown.length && (
        <button type="button" className="day-more" tabIndex={-1} onClick={() => onWhole(true)}>
          {words.calendar.more(tasks.length - shown.length)}
        </button>
      )}
      {whole && tasks.length > SHOWN + 1 && (
        <button type="button" className="day-more" tabIndex={-1} onClick={() => onWhole(false)}>
          {words.calendar.fewer}
        </button>
      )}
    </div>
  );
}

/** Goes through what is in a day; whether the key did that. */
function within(cell: HTMLElement, key: string): boolean {
  const all = [...cell.querySelectorAll<HTMLElement>('a, button')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (key === 'Escape') cell.focus();
  else if (key === 'ArrowDown') all[Math.min(all.length - 1, at + 1)]?.focus();
  else if (key === 'ArrowUp') (all[at - 1] ?? cell).focus();
  else return false;
  return true;
}

function wayFrom(
  day: string,
  key: string,
  mirrored: boolean,
  weeks: readonly string[][],
): string | null {
  const week = weeks.find((each) => each.includes(day));
  switch (key) {
    case 'Home':
      return week?.[0] ?? null;
    case 'End':
      return week?.at(-1) ?? null;
    case 'PageUp':
      return inMonth(day, addMonths(monthOf(day), -1));
    case 'PageDown':
      return inMonth(day, addMonths(monthOf(day), 1));
    default: {
      const step = stepOf(key, mirrored);
      return step === 0 ? null : addDays(day, step);
    }
  }
}

function cellOf(grid: HTMLElement | null, day: string): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[data-day="${day}"]`) ?? null;
}

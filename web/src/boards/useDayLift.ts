import type { Task } from '@parley/sdk';
import {
  type DragEvent,
  type HTMLAttributes,
  type KeyboardEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { announce } from '../shell/Announcer.tsx';
import { words } from '../shell/strings.ts';
import { longDate } from '../shell/time.ts';
import { addDays, monthOf } from './calendar.ts';
import { dayOf } from './due.ts';

export type DayMove = (task: Task, day: string) => void;

interface Parts {
  days: ReadonlyMap<string, Task[]>;
  today: string;
  month: string;
  move: DayMove;
  onMonth: (month: string) => void;
}

interface Held {
  task: Task;
  /** '' is the tray. */
  over: string;
  by: 'pointer' | 'keys';
}

export type DayLift = ReturnType<typeof useDayLift>;

const TYPE = 'application/x-parley-task';

/** Carrying tasks to other days, by pointer and by keys. */
export function useDayLift({ days, today, month, move, onMonth }: Parts) {
  const [held, setHeld] = useState<Held | null>(null);
  const focused = useRef<string | null>(null);
  const shown = held === null ? days : withHeld(days, held.task, held.over);

  // On another day it is another element: the focus goes with it.
  useLayoutEffect(() => {
    if (focused.current === null) return;
    const found = `.calendar [data-task="${CSS.escape(focused.current)}"]`;
    const element = document.querySelector<HTMLElement>(found);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
    if (held === null && element !== null) focused.current = null;
  });

  const put = ({ task, over }: Held) => {
    setHeld(null);
    if (over !== dayOf(task.dueAt)) move(task, over);
    announce(words.calendar.dropped(task.title, said(over)));
  };

  const press = (event: KeyboardEvent<HTMLElement>, task: Task) => {
    const now = held?.task.id === task.id ? held : null;
    if (event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      focused.current = task.id;
      if (now !== null) {
        put(now);
        return;
      }
      const over = dayOf(task.dueAt);
      setHeld({ task, over, by: 'keys' });
      announce(words.calendar.lifted(task.title, said(over)));
      return;
    }
    if (now === null) return;
    event.preventDefault();
    event.stopPropagation();
    focused.current = task.id;
    if (event.key === 'Escape') {
      setHeld(null);
      announce(words.calendar.cancelled(task.title));
      return;
    }
    const over = stepped(now.over, event.key, today, isMirrored(event.currentTarget));
    if (over === null) return;
    setHeld({ ...now, over });
    announce(said(over));
    if (over !== '' && monthOf(over) !== month) onMonth(monthOf(over));
  };

  const dragged = (event: DragEvent<HTMLElement>, task: Task) => {
    event.dataTransfer.setData(TYPE, task.id);
    event.dataTransfer.effectAllowed = 'move';
    // Once the browser has taken its picture of it.
    setTimeout(() => setHeld({ task, over: dayOf(task.dueAt), by: 'pointer' }), 0);
  };

  /** What a place needs so that tasks can be put there. */
  const target = (day: string): HTMLAttributes<HTMLElement> => ({
    onDragOver: (event) => {
      if (held?.by !== 'pointer') return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
      if (held.over !== day) setHeld({ ...held, over: day });
    },
    onDrop: (event) => {
      event.preventDefault();
      if (held?.by === 'pointer') put({ ...held, over: day });
    },
  });

  return {
    /** By day, with what is held where it would be put. */
    shown,
    held: held?.task.id ?? null,
    over: held?.over ?? null,
    press,
    dragged,
    dropped: () => setHeld((now) => (now?.by === 'pointer' ? null : now)),
    target,
  };
}

function said(day: string): string {
  return day === '' ? words.calendar.undated : longDate(day);
}

function isMirrored(element: HTMLElement): boolean {
  return getComputedStyle(element).direction === 'rtl';
}

/** Where a key carries a task; null is nowhere. From the tray, the first step is to today. */
function stepped(over: string, key: string, today: string, mirrored: boolean): string | null {
  if (key === 'Delete' || key === 'Backspace') return '';
  const step = stepOf(key, mirrored);
  if (step === 0) return null;
  return over === '' ? today : addDays(over, step);
}

export function stepOf(key: string, mirrored: boolean): number {
  switch (key) {
    case 'ArrowLeft':
      return mirrored ? 1 : -1;
    case 'ArrowRight':
      return mirrored ? -1 : 1;
    case 'ArrowUp':
      return -7;
    case 'ArrowDown':
      return 7;
    default:
      return 0;
  }
}

function withHeld(days: ReadonlyMap<string, Task[]>, held: Task, over: string) {
  if (over === dayOf(held.dueAt)) return days;
  const without = [...days].map(([day, tasks]): [string, Task[]] => [
    day,
    tasks.filter(({ id }) => id !== held.id),
  ]);
  const carried = new Map(without);
  carried.set(over, [held, ...(carried.get(over) ?? [])]);
  return carried;
}

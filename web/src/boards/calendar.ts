import type { Task } from '@parley/sdk';
import { dayOf, dueOn } from './due.ts';

/** Days are texts as `2026-11-28` and months as `2026-11`, both of this time zone. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function addDays(day: string, days: number): string {
  const [year, month, date] = parts(day);
  return keyOf(new Date(year, month - 1, date + days));
}

export function addMonths(month: string, months: number): string {
  const [year, of] = parts(month);
  return monthOf(keyOf(new Date(year, of - 1 + months, 1)));
}

/** The same day of another month, or its last one. */
export function inMonth(day: string, month: string): string {
  const [year, of] = parts(month);
  const last = new Date(year, of, 0).getDate();
  const date = Math.min(parts(day)[2], last);
  return `${month}-${String(date).padStart(2, '0')}`;
}

export function dateOf(day: string): Date {
  const [year, month, date] = parts(day);
  return new Date(year, month - 1, date);
}

/** The weeks that a month touches. @param first the day that weeks begin with; 7 is Sunday */
export function weeksOf(month: string, first: number): string[][] {
  const begin = `${month}-01`;
  const start = addDays(begin, -((dateOf(begin).getDay() - first + 14) % 7));
  const weeks: string[][] = [];
  for (let day = start; monthOf(day) <= month; day = addDays(day, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, nth) => addDays(day, nth)));
  }
  return weeks;
}

/** The day that weeks begin with where people speak so; Monday where nobody knows. */
export function firstDayOfWeek(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

/** Tasks by the day on which they are due, the earliest first; without a date, under ''. */
export function byDay(tasks: Iterable<Task>): ReadonlyMap<string, Task[]> {
  const days = new Map<string, Task[]>();
  for (const task of tasks) {
    const day = dayOf(task.dueAt);
    const there = days.get(day);
    if (there === undefined) days.set(day, [task]);
    else there.push(task);
  }
  for (const there of days.values()) there.sort(earliest);
  return days;
}

function earliest(a: Task, b: Task): number {
  return (a.dueAt ?? '').localeCompare(b.dueAt ?? '') || (a.id < b.id ? -1 : 1);
}

/** When it is due on another day, at the time that it had; '' is no day. */
export function movedTo(dueAt: string | null, day: string): string | null {
  if (day === '') return null;
  if (dueAt === null) return dueOn(day);
  const [year, month, date] = parts(day);
  const at = new Date(dueAt);
  at.setFullYear(year, month - 1, date);
  return at.toISOString();
}

function parts(text: string): [number, number, number] {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
  return [year, month, date];
}

function keyOf(date: Date): string {
  return dayOf(date.toISOString());
}

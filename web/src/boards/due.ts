import type { Task } from '@parley/sdk';
import { words } from '../shell/strings.ts';
import { daysBetween, shortDate } from '../shell/time.ts';

const EVENING_HOUR = 17;

/** When it is due: near days by their names, others by their date. */
export function dueWord(iso: string, now: Date): string {
  const days = daysBetween(now, new Date(iso));
  if (days === 0) return words.messages.today;
  if (days === 1) return words.task.tomorrow;
  if (days === -1) return words.messages.yesterday;
  return shortDate(iso, now);
}

export function isOverdue(task: Task, now: Date): boolean {
  if (task.dueAt === null || task.status === 'done' || task.status === 'cancelled') return false;
  return new Date(task.dueAt) < now;
}

/** For a field in which one chooses a day: `2026-11-27`, of this time zone. */
export function dayOf(iso: string | null): string {
  if (iso === null) return '';
  const date = new Date(iso);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The end of work on a day. */
export function dueOn(day: string): string | null {
  const [year = Number.NaN, month = 1, date = 1] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date, EVENING_HOUR);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

import { words } from './strings.ts';

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const shortOfYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function timeOf(iso: string): string {
  return clock.format(new Date(iso));
}

export function fullTime(iso: string): string {
  return full.format(new Date(iso));
}

/** How many local midnights lie between the two moments. */
export function daysBetween(earlier: Date, later: Date): number {
  const from = new Date(earlier.getFullYear(), earlier.getMonth(), earlier.getDate());
  const to = new Date(later.getFullYear(), later.getMonth(), later.getDate());
  return Math.round((to.getTime() - from.getTime()) / DAY);
}

export function sameDay(a: string, b: string): boolean {
  return daysBetween(new Date(a), new Date(b)) === 0;
}

export function dayName(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = daysBetween(date, now);
  if (days === 0) return words.messages.today;
  if (days === 1) return words.messages.yesterday;
  if (days > 1 && days < 7) return weekday.format(date);
  return (date.getFullYear() === now.getFullYear() ? day : dayOfYear).format(date);
}

/** For lists: relative up to a day, then the date. */
export function ago(iso: string, now: Date): string {
  const date = new Date(iso);
  const past = now.getTime() - date.getTime();
  if (past < MINUTE) return relative.format(0, 'second');
  if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), 'minute');
  if (past < DAY) return relative.format(-Math.floor(past / HOUR), 'hour');
  return (date.getFullYear() === now.getFullYear() ? short : dayOfYear).format(date);
}

/** A date in few letters; of another year, with it. */
export function shortDate(iso: string, now: Date): string {
  const date = new Date(iso);
  return (date.getFullYear() === now.getFullYear() ? short : shortOfYear).format(date);
}

/** For narrow places: the time today, else the date. */
export function stamp(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = daysBetween(date, now);
  if (days === 0) return clock.format(date);
  if (days === 1) return words.messages.yesterday;
  return short.format(date);
}

const month = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });
const long = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const shortWeekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });

/** The month and year of a day, given as `2026-11-28`. */
export function monthName(key: string): string {
  return month.format(ofDay(key));
}

export function longDate(key: string): string {
  return long.format(ofDay(key));
}

export function weekdayName(key: string, length: 'short' | 'long'): string {
  return (length === 'short' ? shortWeekday : weekday).format(ofDay(key));
}

function ofDay(key: string): Date {
  return new Date(`${key}T12:00:00`);
}

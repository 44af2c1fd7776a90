import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  byDay,
  firstDayOfWeek,
  inMonth,
  movedTo,
  weeksOf,
} from '../src/boards/calendar.ts';
import { taskWith } from './samples.ts';

describe('a month', () => {
  it('has the weeks that it touches, each of seven days', () => {
    const weeks = weeksOf('2026-11', 1);
    expect(weeks.length).toBe(6);
    expect(weeks[0]?.[0]).toBe('2026-10-26');
    expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06');
    expect(weeks.every((week) => week.length === 7)).toBe(true);
  });

  it('begins its weeks as people do where they are', () => {
    expect(weeksOf('2026-11', 7)[0]?.[0]).toBe('2026-11-01');
    expect(weeksOf('2026-11', 6)[0]?.[0]).toBe('2026-10-31');
    expect(firstDayOfWeek('de-DE')).toBe(1);
    expect(firstDayOfWeek('en-US')).toBe(7);
    expect(firstDayOfWeek('ar-EG')).toBe(6);
  });

  it('of four weeks alone has four', () => {
    expect(weeksOf('2027-02', 1).length).toBe(4);
  });
});

describe('days', () => {
  it('go on over months, years and the changes of clocks', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2026-11-02', -7)).toBe('2026-10-26');
    expect(addMonths('2026-12', 1)).toBe('2027-01');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
  });

  it('of a shorter month are its last', () => {
    expect(inMonth('2026-01-31', '2026-02')).toBe('2026-02-28');
    expect(inMonth('2026-02-28', '2026-03')).toBe('2026-03-28');
  });
});

describe('a task', () => {
  const at = new Date(2026, 10, 28, 9, 30).toISOString();

  it('keeps its time on another day', () => {
    const moved = new Date(movedTo(at, '2026-12-03') as string);
    expect([moved.getMonth(), moved.getDate(), moved.getHours(), moved.getMinutes()]).toEqual([
      11, 3, 9, 30,
    ]);
    expect(new Date(movedTo(null, '2026-12-03') as string).getDate()).toBe(3);
    expect(movedTo(at, '')).toBeNull();
  });

  it('stands on its day, the earliest first, and without one apart', () => {
    const early = taskWith('early', { dueAt: new Date(2026, 10, 28, 8).toISOString() });
    const late = taskWith('late', { dueAt: at });
    const days = byDay([late, taskWith('never', {}), early]);
    expect(days.get('2026-11-28')?.map(({ id }) => id)).toEqual(['early', 'late']);
    expect(days.get('')?.map(({ id }) => id)).toEqual(['never']);
  });
});

import type { Task, View } from '@parley/sdk';
import { daysBetween } from '../shell/time.ts';
import { isOverdue } from './due.ts';

/** Whom a filter names besides people: the one who looks, and no one. */
export const ME = 'me';
export const NOBODY = 'nobody';

const DUES = ['overdue', 'week', 'none'] as const;
export type DueFilter = (typeof DUES)[number];

const SORTS = ['due', 'title', 'updated'] as const;
export type SortField = (typeof SORTS)[number];

/** Within a field one of several is enough; all fields that say something have to hold. */
export interface TaskFilter {
  assignees: readonly string[];
  labels: readonly string[];
  columnIds: readonly string[];
  due: DueFilter | null;
  text: string;
}

/** Null: as the tasks stand on the board. */
export type Sort = { by: SortField; down: boolean } | null;

/** What of a board is shown, and how; its URL says all of it. */
export interface Showing {
  filter: TaskFilter;
  sort: Sort;
  /** `2026-11`, in the calendar; null is the month of today. */
  month: string | null;
}

export const NO_FILTER: TaskFilter = {
  assignees: [],
  labels: [],
  columnIds: [],
  due: null,
  text: '',
};

export const TEXT_LENGTH_MAX = 200;
const VALUES_MAX = 50;

/** What is not understood is left out. */
export function readShowing(query: string): Showing {
  const given = new URLSearchParams(query);
  const many = (name: string) => [...new Set(given.getAll(name))].slice(0, VALUES_MAX);
  const due = given.get('due');
  const month = given.get('month');
  return {
    filter: {
      assignees: many('assignee'),
      labels: many('label'),
      columnIds: many('column'),
      due: DUES.find((each) => each === due) ?? null,
      text: (given.get('text') ?? '').slice(0, TEXT_LENGTH_MAX),
    },
    sort: readSort(given.get('sort')),
    month: month !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : null,
  };
}

/** `due` upwards, `-due` downwards. */
export function readSort(text: string | null): Sort {
  const by = SORTS.find((each) => each === text?.replace(/^-/, ''));
  return by === undefined ? null : { by, down: text?.startsWith('-') === true };
}

export function spelledSort(sort: Sort): string | null {
  return sort === null ? null : `${sort.down ? '-' : ''}${sort.by}`;
}

/** The same query for the same showing, so that two can be compared. */
export function queryOf({ filter, sort, month }: Showing): string {
  const said = new URLSearchParams();
  const many = (name: string, values: readonly string[]) => {
    for (const value of [...values].sort()) said.append(name, value);
  };
  many('assignee', filter.assignees);
  many('label', filter.labels);
  many('column', filter.columnIds);
  if (filter.due !== null) said.set('due', filter.due);
  if (filter.text !== '') said.set('text', filter.text);
  const order = spelledSort(sort);
  if (order !== null) said.set('sort', order);
  if (month !== null) said.set('month', month);
  return said.toString();
}

/** The part of a query that a view keeps: a month is where one is, and not how one looks. */
export function keptQuery(query: string): string {
  return queryOf({ ...readShowing(query), month: null });
}

/** Whether a board is looked at in just this way. */
export function isShown(
  view: Pick<View, 'boardId' | 'layout' | 'query'>,
  at: { board: string; layout: string; query: string },
): boolean {
  return (
    view.boardId === at.board &&
    view.layout === at.layout &&
    keptQuery(view.query) === keptQuery(at.query)
  );
}

/** How many conditions it makes. */
export function conditions({ assignees, labels, columnIds, due, text }: TaskFilter): number {
  const chosen = assignees.length + labels.length + columnIds.length;
  return chosen + (due === null ? 0 : 1) + (text.trim() === '' ? 0 : 1);
}

/** Whether a task is one that the filter lets through, in the eyes of a person at a time. */
export function fits(task: Task, filter: TaskFilter, me: string, now: Date): boolean {
  const { assignees, labels, columnIds, due, text } = filter;
  return (
    (assignees.length === 0 || assignees.some((each) => isAssigned(task, each, me))) &&
    (labels.length === 0 || labels.some((each) => task.labels.includes(each))) &&
    (columnIds.length === 0 || columnIds.includes(task.columnId ?? '')) &&
    (due === null || isDue(task, due, now)) &&
    hasWords(task, text)
  );
}

function isAssigned({ assigneeIds }: Task, who: string, me: string): boolean {
  if (who === NOBODY) return assigneeIds.length === 0;
  return assigneeIds.includes(who === ME ? me : who);
}

const WEEK_DAYS = 7;

function isDue(task: Task, due: DueFilter, now: Date): boolean {
  switch (due) {
    case 'none':
      return task.dueAt === null;
    case 'overdue':
      return isOverdue(task, now);
    case 'week': {
      if (task.dueAt === null) return false;
      const days = daysBetween(now, new Date(task.dueAt));
      return days >= 0 && days < WEEK_DAYS;
    }
  }
}

function hasWords({ title, description, labels }: Task, text: string): boolean {
  const words = text.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return true;
  const whole = [title, description, ...labels].join('\n').toLocaleLowerCase();
  return words.every((word) => whole.includes(word));
}

/** With a value more, or without it. */
export function toggled(values: readonly string[], value: string): string[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}

/** A copy in the order that was asked for; tasks that are due never come last. */
export function inOrderOf(tasks: readonly Task[], sort: Sort): readonly Task[] {
  if (sort === null) return tasks;
  const way = sort.down ? -1 : 1;
  const compare = COMPARE[sort.by];
  return [...tasks].sort((a, b) => {
    if (sort.by === 'due' && (a.dueAt === null) !== (b.dueAt === null)) {
      return a.dueAt === null ? 1 : -1;
    }
    return way * compare(a, b) || (a.id < b.id ? -1 : 1);
  });
}

const COMPARE: Record<SortField, (a: Task, b: Task) => number> = {
  due: (a, b) => Date.parse(a.dueAt ?? '') - Date.parse(b.dueAt ?? '') || 0,
  title: (a, b) => a.title.localeCompare(b.title),
  updated: (a, b) => a.updatedAt.localeCompare(b.updatedAt),
};

import type { Task } from '@parley/sdk';

/** Most tasks that a message cites, as the server has it. */
export const CITED_MAX = 20;

const ASKED = /(?:^|\s)#(?!\s)([^#\n]{0,60})$/;
const TASK_PATH = /^\/w\/[^/]+\/.*\/t\/([0-9a-f-]{36})$/;

/** What is written of a task's title before the caret, behind a `#`; null where none is begun. */
export function askedBefore(text: string, caret: number): string | null {
  return ASKED.exec(text.slice(0, caret))?.[1] ?? null;
}

/** The text with the task's title in the place of what was begun before the caret. */
export function withTitle(
  text: string,
  caret: number,
  title: string,
): { text: string; caret: number } {
  const asked = askedBefore(text, caret) ?? '';
  const before = `${text.slice(0, caret - asked.length)}${title} `;
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length };
}

/** The task that a URL of this app leads to, if it is one. */
export function taskOfUrl(text: string, origin: string): string | null {
  try {
    const url = new URL(text.trim());
    return url.origin === origin ? (TASK_PATH.exec(url.pathname)?.[1] ?? null) : null;
  } catch {
    return null;
  }
}

/** The tasks whose titles have all of the words, those that begin with the text first. */
export function fitting(tasks: Iterable<Task>, asked: string, most: number): Task[] {
  const text = asked.trim().toLocaleLowerCase();
  const parts = text.split(/\s+/);
  const found = [...tasks].filter(({ title }) => {
    const name = title.toLocaleLowerCase();
    return parts.every((part) => name.includes(part));
  });
  const rank = ({ title }: Task) => (title.toLocaleLowerCase().startsWith(text) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, most);
}

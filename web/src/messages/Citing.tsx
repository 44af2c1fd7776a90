import type { Task } from '@parley/sdk';
import { X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTalk, useWork } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import { askedBefore, CITED_MAX, fitting, taskOfUrl, withTitle } from './citing.ts';

const SHOWN_MAX = 6;
const LIST = 'citing-list';

type Cited = Pick<Task, 'id' | 'title'>;

/** Which tasks the message that is being written cites, and which it might. */
export interface Citing {
  chosen: readonly Cited[];
  suggested: readonly Task[];
  at: number;
  full: boolean;
  /** Attributes of the text that tell of the suggestions. */
  aria: Record<string, string>;
  look(text: string, caret: number): void;
  /** Whether the key was about the suggestions. */
  press(event: KeyboardEvent<HTMLTextAreaElement>): boolean;
  paste(text: string): void;
  pick(task: Task): void;
  remove(id: string): void;
  /** Cites these and no others. */
  cite(tasks: readonly Cited[]): void;
}

/** @param write takes the text with the title in it, and where the caret is then */
export function useCiting(text: string, write: (text: string, caret: number) => void): Citing {
  const { parley } = useTalk();
  const plan = useWork((state) => state.plans[state.current ?? '']);
  const [chosen, setChosen] = useState<readonly Cited[]>([]);
  const [caret, setCaret] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const asked = caret === null ? null : askedBefore(text, caret);
  const suggested =
    asked === null || plan === undefined ? [] : fitting(plan.tasks.values(), asked, SHOWN_MAX);
  const full = chosen.length >= CITED_MAX;

  const add = (task: Cited) => {
    setChosen((all) =>
      all.length >= CITED_MAX || all.some(({ id }) => id === task.id) ? all : [...all, task],
    );
  };
  const pick = (task: Task) => {
    const next = withTitle(text, caret ?? text.length, task.title);
    add({ id: task.id, title: task.title });
    setCaret(null);
    write(next.text, next.caret);
  };
  return {
    chosen,
    suggested,
    at,
    full,
    aria:
      suggested.length === 0
        ? {}
        : {
            'aria-autocomplete': 'list',
            'aria-controls': LIST,
            'aria-activedescendant': `${LIST}-${at}`,
          },
    look: (next, where) => {
      setCaret(askedBefore(next, where) === null ? null : where);
      setAt(0);
    },
    press: (event) => {
      const task = suggested[at];
      if (task === undefined) return false;
      const { key } = event;
      if (key === 'ArrowDown') setAt((at + 1) % suggested.length);
      else if (key === 'ArrowUp') setAt((at + suggested.length - 1) % suggested.length);
      else if (key === 'Escape') setCaret(null);
      else if ((key === 'Enter' && !event.shiftKey) || key === 'Tab') pick(task);
      else return false;
      event.preventDefault();
      return true;
    },
    paste: (pasted) => {
      const id = taskOfUrl(pasted, location.origin);
      if (id === null) return;
      const found = parley.tasks.among([id]);
      found.then(({ tasks }) => tasks.forEach(add)).catch(() => undefined);
    },
    pick,
    remove: (id) => setChosen((all) => all.filter((each) => each.id !== id)),
    cite: setChosen,
  };
}

export function Suggestions({ citing }: { citing: Citing }) {
  if (citing.suggested.length === 0) return null;
  return (
    <div id={LIST} className="citing-list" role="listbox" aria-label={words.citing.suggestions}>
      {citing.suggested.map((task, index) => (
        <div
          key={task.id}
          id={`${LIST}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === citing.at}
          className="citing-option"
          dir="auto"
          onPointerDown={(event) => {
            event.preventDefault();
            citing.pick(task);
          }}
        >
          <span className={`status status-${task.status}`} aria-hidden />
          <span className="message-task-title">{task.title}</span>
        </div>
      ))}
    </div>
  );
}

/** The tasks that the message will cite. */
export function Chosen({ citing }: { citing: Citing }) {
  if (citing.chosen.length === 0) return null;
  return (
    <ul className="message-tasks citing-chosen" aria-label={words.citing.chosen}>
      {citing.chosen.map(({ id, title }) => (
        <li key={id} className="message-task">
          <span className="message-task-title" dir="auto">
            {title}
          </span>
          <button
            type="button"
            className="citing-remove"
            aria-label={words.citing.remove(title)}
            onClick={() => citing.remove(id)}
          >
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
      {citing.full && <li className="meta">{words.citing.full}</li>}
    </ul>
  );
}

import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { nameOf } from '../conversations/names.ts';
import { Avatar, hueOf } from '../people/StillAvatar.tsx';
import { usePeopleSearch } from '../people/search.ts';
import { byActivity, peerOf } from '../state/state.ts';
import type { Plan } from '../workspaces/work.ts';
import { useSelect, useTalk, useWork } from './hooks.ts';
import { keys, shown } from './keys.ts';
import { conversationRoute, go, taskRoute } from './router.ts';
import { words } from './strings.ts';

export interface Command {
  name: string;
  shortcut?: string;
  run: () => void;
}

interface Entry {
  key: string;
  group: string;
  name: string;
  mark: ReactNode;
  shortcut?: string | undefined;
  run: () => void;
}

const CONVERSATIONS_SHOWN = 7;
const PEOPLE_SHOWN = 5;
const TASKS_SHOWN = 7;

/** Reaches everything: a few letters, then Enter. */
export function Palette({ commands, onClose }: { commands: Command[]; onClose: () => void }) {
  const talk = useTalk();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const state = useSelect((now) => now);
  const asked = query.trim();
  const { people } = usePeopleSearch(query);
  const plan = useWork((work) => work.plans[work.current ?? '']);

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const entries = useMemo<Entry[]>(() => {
    const fits = (name: string) => matches(name, asked);
    const conversations = byActivity(state.conversations)
      .map((each) => ({ each, name: nameOf(state, each), peer: peerOf(state, each) }))
      .filter(({ name }) => fits(name))
      .slice(0, CONVERSATIONS_SHOWN);
    const peers = new Set(conversations.map(({ peer }) => peer));
    return [
      ...conversations.map(({ each, name, peer }) => ({
        key: each.id,
        group: words.palette.conversations,
        name,
        mark: peer === null ? '#' : <Avatar hue={hueOf(peer)} name={name} />,
        run: () => go(conversationRoute(each.id)),
      })),
      ...(asked === '' ? [] : people)
        .filter((person) => !peers.has(person.id) && person.id !== state.me.id)
        .slice(0, PEOPLE_SHOWN)
        .map((person) => ({
          key: person.id,
          group: words.palette.people,
          name: person.displayName,
          mark: <Avatar hue={hueOf(person.id)} name={person.displayName} />,
          run: () =>
            void talk
              .begin([person.id], null)
              .then((found) => go(conversationRoute(found)))
              .catch(() => undefined),
        })),
      ...tasksIn(plan, asked),
      ...commands
        .filter(({ name }) => fits(name))
        .map(({ name, shortcut, run }) => ({
          key: name,
          group: words.palette.actions,
          name,
          mark: '›',
          shortcut,
          run,
        })),
    ];
  }, [state, asked, people, plan, commands, talk]);

  const marked = Math.min(at, entries.length - 1);
  const choose = (entry: Entry) => {
    onClose();
    entry.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const entry = entries[marked];
    if (step !== 0) {
      event.preventDefault();
      setAt((marked + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === 'Enter' && entry !== undefined) {
      event.preventDefault();
      choose(entry);
    }
  };

  useEffect(() => {
    document.getElementById(`${id}-${marked}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, marked]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own
    <dialog
      ref={dialog}
      className="palette"
      aria-label={words.palette.label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="palette-box">
        <input
          className="palette-input"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={entries.length > 0 ? `${id}-${marked}` : undefined}
          aria-label={words.palette.placeholder}
          placeholder={words.palette.placeholder}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
        <div
          className="palette-list"
          role="listbox"
          id={`${id}-list`}
          aria-label={words.palette.label}
        >
          {entries.map((entry, index) => (
            <div key={`${entry.group} ${entry.key}`} role="presentation">
              {entries[index - 1]?.group !== entry.group && (
                <div className="palette-group" role="presentation">
                  {entry.group}
                </div>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the input */}
              <div
                id={`${id}-${index}`}
                className="option"
                role="option"
                tabIndex={-1}
                aria-selected={index === marked}
                onMouseMove={() => setAt(index)}
                onClick={() => choose(entry)}
              >
                <span className="palette-mark" aria-hidden="true">
                  {entry.mark}
                </span>
                <span dir="auto">{entry.name}</span>
                {entry.shortcut !== undefined && <kbd>{shown(entry.shortcut)}</kbd>}
              </div>
            </div>
          ))}
          {entries.length === 0 && (
            <p className="soft palette-none" role="status">
              {words.palette.none}
            </p>
          )}
        </div>
      </div>
    </dialog>
  );
}

/** Tasks of the workspace in the side bar that stand on a board; only once something is asked. */
function tasksIn(plan: Plan | undefined, asked: string): Entry[] {
  if (plan === undefined || asked === '') return [];
  const found: Entry[] = [];
  for (const task of plan.tasks.values()) {
    const board = plan.boards.find(({ id }) => id === task.boardId);
    if (board === undefined || !matches(task.title, asked)) continue;
    found.push({
      key: task.id,
      group: words.palette.tasks,
      name: task.title,
      mark: <span className={`status status-${task.status}`} />,
      run: () => go(taskRoute(board, task.id)),
    });
    if (found.length === TASKS_SHOWN) break;
  }
  return found;
}

/** Every word that was typed begins a word of the name. */
export function matches(name: string, query: string): boolean {
  const parts = query.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  const name_ = ` ${name.toLocaleLowerCase()}`;
  return parts.every(
    (part) => name_.includes(` ${part}`) || (part.length > 2 && name_.includes(part)),
  );
}

const HELP: [string, string][] = [
  [keys.palette, words.shortcuts.palette],
  [keys.new, words.shortcuts.new],
  [keys.people, words.shortcuts.people],
  [keys.previous, words.shortcuts.previous],
  [keys.following, words.shortcuts.following],
  [keys.unread, words.shortcuts.unread],
  ['arrowup', words.shortcuts.editLast],
  ['r', words.shortcuts.reply],
  ['e', words.shortcuts.edit],
  ['t', words.messages.makeTask],
  ['delete', words.shortcuts.delete],
  [keys.help, words.shortcuts.help],
];

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="palette" aria-labelledby="help-title" onClose={onClose}>
      <div className="palette-box help">
        <h2 id="help-title" className="head-title">
          {words.shortcuts.title}
        </h2>
        <dl className="help-list">
          {HELP.map(([key, meaning]) => (
            <div key={key}>
              <dt>
                <kbd>{shown(key)}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <button type="button" className="button" onClick={onClose}>
          {words.shortcuts.close}
        </button>
      </div>
    </dialog>
  );
}

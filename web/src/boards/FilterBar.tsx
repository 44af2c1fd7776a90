import type { Board, Member, Task } from '@parley/sdk';
import { ListFilter, Search, X } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTalk, useWork } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import { useMenu } from '../shell/useMenu.ts';
import {
  conditions,
  type DueFilter,
  ME,
  NO_FILTER,
  NOBODY,
  type TaskFilter,
  TEXT_LENGTH_MAX,
  toggled,
} from './filter.ts';

interface Props {
  board: Board;
  tasks: readonly Task[];
  filter: TaskFilter;
  hidden: number;
  onFilter: (filter: TaskFilter) => void;
}

const NO_MEMBERS: readonly Member[] = [];
const DUES = Object.entries(words.filter.dues) as [DueFilter, string][];

/** What is shown of a board: words to find, and a button that opens all conditions. */
export function FilterBar(props: Props) {
  const { filter, onFilter } = props;
  const { open, root, trigger, toggle, press } = useMenu('input');
  const count = conditions({ ...filter, text: '' });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of what is opened inside
    <div className="filter" ref={root} onKeyDown={press}>
      <Find text={filter.text} onText={(text) => onFilter({ ...filter, text })} />
      <button
        ref={trigger}
        type="button"
        className="button"
        aria-expanded={open}
        aria-label={words.filter.open(count)}
        onClick={toggle}
      >
        <ListFilter size={14} strokeWidth={1.75} aria-hidden />
        <span className="filter-word">{words.filter.label}</span>
        {count > 0 && <span className="filter-count">{count}</span>}
      </button>
      {open && <Conditions {...props} />}
    </div>
  );
}

const FIND_AFTER_MS = 180;

/** The URL follows a little later, so that typing fast does not change it for every letter. */
function Find({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const say = useRef(onText);
  say.current = onText;
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => say.current(draft), FIND_AFTER_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => setDraft((now) => (now === text || text === '' ? null : now)), [text]);
  return (
    <label className="filter-find">
      <Search size={14} strokeWidth={1.75} aria-hidden />
      <input
        type="search"
        className="filter-input"
        dir="auto"
        value={draft ?? text}
        maxLength={TEXT_LENGTH_MAX}
        aria-label={words.filter.text}
        placeholder={words.filter.textHint}
        onChange={(event) => setDraft(event.target.value)}
      />
    </label>
  );
}

function Conditions({ board, tasks, filter, onFilter }: Props) {
  const { parley } = useTalk();
  const members = useWork((state) => state.plans[board.workspaceId]?.members ?? NO_MEMBERS);
  const labels = useMemo(() => labelsOf(tasks, filter), [tasks, filter]);
  const people = members
    .filter((each) => each.userId !== parley.me.id)
    .map((each): [string, string] => [each.userId, each.displayName])
    .sort(([, a], [, b]) => a.localeCompare(b));
  const assignees: [string, string][] = [
    [ME, words.filter.me],
    [NOBODY, words.filter.nobody],
    ...people,
  ];
  const columns = board.columns.map(({ id, name }): [string, string] => [id, name]);
  return (
    <fieldset className="menu filter-menu" aria-label={words.filter.label}>
      <Choices
        legend={words.filter.assignee}
        options={assignees}
        chosen={filter.assignees}
        onChoose={(each) => onFilter({ ...filter, assignees: toggled(filter.assignees, each) })}
      />
      <Choices
        legend={words.filter.labelField}
        options={labels.map((label): [string, string] => [label, label])}
        chosen={filter.labels}
        onChoose={(each) => onFilter({ ...filter, labels: toggled(filter.labels, each) })}
      >
        {labels.length === 0 && <p className="meta">{words.filter.noLabels}</p>}
      </Choices>
      <Choices
        legend={words.filter.column}
        options={columns}
        chosen={filter.columnIds}
        onChoose={(each) => onFilter({ ...filter, columnIds: toggled(filter.columnIds, each) })}
      />
      <Choices
        legend={words.filter.due}
        options={DUES}
        chosen={filter.due === null ? [] : [filter.due]}
        onChoose={(each) =>
          onFilter({ ...filter, due: filter.due === each ? null : (each as DueFilter) })
        }
      />
    </fieldset>
  );
}

interface ChoicesProps {
  legend: string;
  options: readonly (readonly [value: string, name: string])[];
  chosen: readonly string[];
  onChoose: (value: string) => void;
  children?: ReactNode;
}

function Choices({ legend, options, chosen, onChoose, children }: ChoicesProps) {
  return (
    <fieldset className="filter-choices">
      <legend className="side-heading">{legend}</legend>
      {options.map(([value, name]) => (
        <label key={value} className="filter-choice">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => onChoose(value)}
          />
          <span dir="auto">{name}</span>
        </label>
      ))}
      {children}
    </fieldset>
  );
}

const LABELS_SHOWN = 100;

function labelsOf(tasks: readonly Task[], { labels }: TaskFilter): string[] {
  const all = new Set([...labels, ...tasks.flatMap((task) => task.labels)]);
  return [...all].sort((a, b) => a.localeCompare(b)).slice(0, LABELS_SHOWN);
}

interface ChipsProps extends Props {
  /** The name of a person who may be assigned. */
  nameOf: (userId: string) => string;
}

/** What hides tasks, each with its end, and how many it hides. */
export function FilterChips({ board, filter, hidden, onFilter, nameOf }: ChipsProps) {
  if (conditions(filter) === 0) return null;
  const { assignees, labels, columnIds, due, text } = filter;
  const without = (values: readonly string[], value: string) => values.filter((x) => x !== value);
  const person = (who: string) => {
    if (who === ME) return words.filter.me;
    return who === NOBODY ? words.filter.nobody : nameOf(who);
  };
  const column = (id: string) => board.columns.find((each) => each.id === id)?.name ?? '…';
  const chips: [key: string, name: string, rest: TaskFilter][] = [
    ...assignees.map((each): [string, string, TaskFilter] => [
      `a ${each}`,
      person(each),
      { ...filter, assignees: without(assignees, each) },
    ]),
    ...labels.map((each): [string, string, TaskFilter] => [
      `l ${each}`,
      each,
      { ...filter, labels: without(labels, each) },
    ]),
    ...columnIds.map((each): [string, string, TaskFilter] => [
      `c ${each}`,
      column(each),
      { ...filter, columnIds: without(columnIds, each) },
    ]),
  ];
  if (due !== null) chips.push(['due', words.filter.dues[due], { ...filter, due: null }]);
  if (text !== '') chips.push(['text', words.filter.quoted(text), { ...filter, text: '' }]);
  return (
    <div className="filter-chips">
      <ul className="task-chips">
        {chips.map(([key, name, rest]) => (
          <li key={key} className="chip">
            <span dir="auto">{name}</span>
            <button
              type="button"
              className="chip-remove"
              aria-label={words.filter.remove(name)}
              onClick={() => onFilter(rest)}
            >
              <X size={12} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <span className="meta filter-hidden" role="status">
        {words.filter.hidden(hidden)}
      </span>
      <button type="button" className="button" onClick={() => onFilter(NO_FILTER)}>
        {words.filter.clear}
      </button>
    </div>
  );
}

import type { Board, BoardColumn, Task } from '@parley/sdk';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { VList, type VListHandle } from 'virtua';
import { announce } from '../shell/Announcer.tsx';
import { useNow, useTalk } from '../shell/hooks.ts';
import type { BoardRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { inOrderOf, type Sort, type SortField } from './filter.ts';
import { ListRow } from './ListRow.tsx';
import { moved } from './placing.ts';

interface Props {
  board: Board;
  route: BoardRoute;
  /** As they are shown, and as they are. */
  shown: ReadonlyMap<string, Task[]>;
  all: ReadonlyMap<string, Task[]>;
  sort: Sort;
  works: boolean;
  onSort: (sort: Sort) => void;
}

type Row = { kind: 'group'; column: BoardColumn; count: number } | { kind: 'task'; task: Task };

/** The tasks of a board below one another; only those near the screen are in the page. */
export function ListView({ board, route, shown, all, sort, works, onSort }: Props) {
  const { work } = useTalk();
  const now = useNow();
  const list = useRef<VListHandle>(null);
  const root = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const rows = useMemo(() => rowsOf(board, shown, sort), [board, shown, sort]);
  const known = rows.some((row) => row.kind === 'task' && row.task.id === active);
  const first = rows.find((row) => row.kind === 'task')?.task.id ?? null;
  const current = known ? active : first;

  const focus = (index: number) => {
    const row = rows[index];
    if (row?.kind !== 'task') return;
    setActive(row.task.id);
    list.current?.scrollToIndex(index, { align: 'nearest' });
    const find = (tries: number) => {
      const title = root.current?.querySelector<HTMLElement>(`[data-row="${row.task.id}"] a`);
      if (title != null) title.focus({ preventScroll: true });
      else if (tries > 0) requestAnimationFrame(() => find(tries - 1));
    };
    requestAnimationFrame(() => find(FRAMES_MAX));
  };
  const press = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLAnchorElement)) return;
    const at = rows.findIndex((row) => row.kind === 'task' && row.task.id === current);
    const next = stepped(rows, at, event.key);
    if (next === null) return;
    event.preventDefault();
    focus(next);
  };
  const put = (task: Task, columnId: string) => {
    const at = rows.findIndex((row) => row.kind === 'task' && row.task.id === task.id);
    const index = all.get(columnId)?.length ?? 0;
    work.change(task, moved(board, all, task, { columnId, index }));
    const name = board.columns.find(({ id }) => id === columnId)?.name ?? '';
    announce(words.boards.dropped(task.title, name, index + 1, index + 1));
    // What follows takes its place; nothing scrolls away under the person.
    const next = stepped(rows, at, 'ArrowDown') ?? stepped(rows, at, 'ArrowUp');
    if (next !== null) focus(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: of a real table, rows could not be left out
    <div
      ref={root}
      className="table"
      role="table"
      aria-label={board.name}
      aria-rowcount={rows.length + 1}
    >
      <Heads sort={sort} onSort={onSort} />
      <VList ref={list} className="table-rows" role="rowgroup" onKeyDown={press}>
        {rows.map((row, index) =>
          row.kind === 'group' ? (
            <Group key={row.column.id} row={row} index={index} />
          ) : (
            <ListRow
              key={row.task.id}
              board={board}
              task={row.task}
              route={route}
              index={index}
              active={row.task.id === current}
              works={works}
              now={now}
              onActive={setActive}
              onPut={put}
            />
          ),
        )}
      </VList>
    </div>
  );
}

const FRAMES_MAX = 10;

function Heads({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the table
    // biome-ignore lint/a11y/useFocusableInteractive: the buttons inside are
    <div role="row" className="row row-heads" aria-rowindex={1}>
      <Head by="title" sort={sort} onSort={onSort} label={words.list.title} />
      {/* biome-ignore lint/a11y/useSemanticElements: as the table */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do with it */}
      <span role="columnheader">{words.list.column}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: as the table */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do with it */}
      <span role="columnheader">{words.list.assignees}</span>
      <Head by="due" sort={sort} onSort={onSort} label={words.list.due} />
      <Head by="updated" sort={sort} onSort={onSort} label={words.list.updated} />
    </div>
  );
}

interface HeadProps {
  by: SortField;
  sort: Sort;
  label: string;
  onSort: (sort: Sort) => void;
}

/** Up, down, and as on the board again. */
function Head({ by, sort, label, onSort }: HeadProps) {
  const here = sort?.by === by ? sort : null;
  const next = here === null ? { by, down: false } : here.down ? null : { by, down: true };
  const way = here === null ? 'none' : here.down ? 'descending' : 'ascending';
  const Icon = here?.down ? ArrowDown : ArrowUp;
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the table
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside is
    <span role="columnheader" aria-sort={way}>
      <button type="button" className="row-sort" onClick={() => onSort(next)}>
        {label}
        {here !== null && <Icon size={12} strokeWidth={2} aria-hidden />}
      </button>
    </span>
  );
}

function Group({ row, index }: { row: Row & { kind: 'group' }; index: number }) {
  const { column, count } = row;
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the table
    // biome-ignore lint/a11y/useFocusableInteractive: nothing to do with it
    <div role="row" className="row-group" aria-rowindex={index + 2}>
      {/* biome-ignore lint/a11y/useSemanticElements: as the table */}
      <div role="cell" aria-colspan={5} className="row-group-cell">
        <span className={`status status-${column.status}`} aria-hidden="true" />
        <h2 className="column-name" dir="auto">
          {column.name}
        </h2>
        <span className="meta">{words.boards.tasks(count)}</span>
      </div>
    </div>
  );
}

function rowsOf(board: Board, shown: ReadonlyMap<string, Task[]>, sort: Sort): Row[] {
  return board.columns.flatMap((column): Row[] => {
    const tasks = inOrderOf(shown.get(column.id) ?? [], sort);
    const rows = tasks.map((task): Row => ({ kind: 'task', task }));
    return [{ kind: 'group', column, count: tasks.length }, ...rows];
  });
}

/** Where a key goes from a row; group rows are passed over. */
function stepped(rows: readonly Row[], at: number, key: string): number | null {
  const [from, step] = START[key]?.(at, rows.length) ?? [-1, 0];
  if (step === 0) return null;
  for (let index = from; index >= 0 && index < rows.length; index += step) {
    if (rows[index]?.kind === 'task') return index;
  }
  return null;
}

const START: Record<string, (at: number, count: number) => [from: number, step: number]> = {
  ArrowDown: (at) => [at + 1, 1],
  ArrowUp: (at) => [at - 1, -1],
  Home: () => [0, 1],
  End: (_at, count) => [count - 1, -1],
};

import type { Board, Task } from '@parley/sdk';
import { useCallback, useEffect, useMemo } from 'react';
import { useNow, useSelect, useTalk, useWork } from '../shell/hooks.ts';
import { Link } from '../shell/Link.tsx';
import { type BoardRoute, go } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { BoardHead } from './BoardHead.tsx';
import { CalendarView } from './CalendarView.tsx';
import { ColumnsView } from './ColumnsView.tsx';
import { FilterBar, FilterChips } from './FilterBar.tsx';
import { conditions, fits, queryOf, readShowing, type Showing } from './filter.ts';
import { ListView } from './ListView.tsx';
import { Notices } from './Notices.tsx';
import { byColumn } from './placing.ts';
import { SavedViews } from './SavedViews.tsx';
import { TaskPanel } from './TaskPanel.tsx';
import './boards.css';
import './calendar.css';
import './list.css';
import './task.css';
import './layouts.css';
import './shaping.css';
import './views.css';

/** A board: what there is to do, in the layout and with the filter that its URL says. */
export default function BoardPage({ route }: { route: BoardRoute }) {
  const { workspace, board: id, task } = route;
  const { work } = useTalk();
  const plan = useWork((state) => state.plans[workspace]);
  const board = plan?.boards.find((each) => each.id === id);
  const open = task === null ? undefined : plan?.tasks.get(task);
  const beside = useMemo(() => ({ ...route, task: null }), [route]);

  useEffect(() => work.choose(workspace), [work, workspace]);

  if (board === undefined) {
    if (plan === undefined || plan.phase === 'loading') return <Loading />;
    return <Missing failed={plan.phase === 'failed'} />;
  }
  return (
    <>
      <BoardView board={board} route={route} />
      {open !== undefined && <TaskPanel key={open.id} task={open} board={board} beside={beside} />}
    </>
  );
}

function BoardView({ board, route }: { board: Board; route: BoardRoute }) {
  const { me } = useTalk().parley;
  const names = useSelect((state) => state.names);
  const tasks = useWork((work) => work.plans[board.workspaceId]?.tasks);
  const works = useWork((work) => work.workspaces[board.workspaceId]?.role !== 'guest');
  const showing = useMemo(() => readShowing(route.query), [route.query]);
  const now = useNow();
  const all = useMemo(() => byColumn(board, tasks?.values() ?? []), [board, tasks]);
  const shown = useMemo(
    () => filtered(all, (task) => fits(task, showing.filter, me.id, now)),
    [all, showing.filter, me.id, now],
  );
  const show = useCallback(
    (change: Partial<Showing>) =>
      go({ ...route, query: queryOf({ ...showing, ...change }) }, 'replace'),
    [route, showing],
  );
  const flat = useMemo(() => [...all.values()].flat(), [all]);
  const left = useMemo(() => [...shown.values()].flat(), [shown]);
  const filter = {
    board,
    tasks: flat,
    filter: showing.filter,
    hidden: flat.length - left.length,
    onFilter: (next: Showing['filter']) => show({ filter: next }),
  };
  const nothing = left.length === 0 && conditions(showing.filter) > 0;
  const parts = { board, route, shown, all, works };
  return (
    <main className="main board-main" aria-label={words.boards.label}>
      <BoardHead board={board} route={route} count={flat.length}>
        <FilterBar {...filter} />
        <SavedViews board={board} route={route} />
      </BoardHead>
      <FilterChips {...filter} nameOf={(userId) => names[userId] ?? '…'} />
      {nothing && route.layout !== 'board' ? (
        <Empty title={words.filter.nothing} hint={words.filter.nothingHint} />
      ) : route.layout === 'board' ? (
        <ColumnsView {...parts} />
      ) : route.layout === 'list' ? (
        flat.length === 0 ? (
          <Empty title={words.list.empty} hint={words.list.emptyHint} />
        ) : (
          <ListView {...parts} sort={showing.sort} onSort={(sort) => show({ sort })} />
        )
      ) : (
        <CalendarView
          board={board}
          route={route}
          tasks={left}
          works={works}
          month={showing.month}
          onMonth={(month) => show({ month })}
        />
      )}
      <Notices workspaceId={board.workspaceId} board={board} />
    </main>
  );
}

function filtered(
  columns: ReadonlyMap<string, Task[]>,
  keep: (task: Task) => boolean,
): ReadonlyMap<string, Task[]> {
  return new Map([...columns].map(([id, tasks]) => [id, tasks.filter(keep)]));
}

function Empty({ title, hint }: { title: string; hint: string }) {
  return (
    <div className="center">
      <h2 className="title">{title}</h2>
      <p className="soft">{hint}</p>
    </div>
  );
}

function Loading() {
  return (
    <main className="main" aria-busy="true">
      <header className="head" />
      <div className="board skeleton" role="status" aria-label={words.boards.loading}>
        {[3, 2, 4].map((cards) => (
          <div key={cards} className="column">
            {Array.from({ length: cards }, (_, nth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
              <div key={nth} className="card card-skeleton" />
            ))}
          </div>
        ))}
      </div>
    </main>
  );
}

function Missing({ failed }: { failed: boolean }) {
  return (
    <main className="main">
      <div className="center" role={failed ? 'alert' : undefined}>
        <h1 className="title">{failed ? words.boards.failed : words.boards.missing}</h1>
        <p className="soft">{failed ? words.boards.failedHint : words.boards.missingHint}</p>
        <Link className="button" to={{ at: 'home' }}>
          {words.boards.toHome}
        </Link>
      </div>
    </main>
  );
}

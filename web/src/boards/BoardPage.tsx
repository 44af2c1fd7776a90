import type { Board, Task } from '@parley/sdk';
import { ChevronLeft } from 'lucide-react';
import { useCallback, useEffect, useMemo } from 'react';
import { useNarrow, useNow, useTalk, useWork } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { Link } from '../shell/Link.tsx';
import { back } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { ColumnView } from './ColumnView.tsx';
import { Notices } from './Notices.tsx';
import { byColumn, moved, type Spot } from './placing.ts';
import { TaskPanel } from './TaskPanel.tsx';
import { useLift } from './useLift.ts';
import './boards.css';
import './task.css';

interface Props {
  workspace: string;
  board: string;
  task: string | null;
}

/** A board: what there is to do, in its columns. */
export default function BoardPage({ workspace, board: id, task }: Props) {
  const { work } = useTalk();
  const plan = useWork((state) => state.plans[workspace]);
  const board = plan?.boards.find((each) => each.id === id);
  const open = task === null ? undefined : plan?.tasks.get(task);

  useEffect(() => work.choose(workspace), [work, workspace]);

  if (board === undefined) {
    if (plan === undefined || plan.phase === 'loading') return <Loading />;
    return <Missing failed={plan.phase === 'failed'} />;
  }
  return (
    <>
      <BoardView board={board} open={task} />
      {open !== undefined && <TaskPanel key={open.id} task={open} board={board} />}
    </>
  );
}

function BoardView({ board, open }: { board: Board; open: string | null }) {
  const { work } = useTalk();
  const narrow = useNarrow();
  const now = useNow();
  const tasks = useWork((state) => state.plans[board.workspaceId]?.tasks);
  const workspace = useWork((state) => state.workspaces[board.workspaceId]);
  const works = workspace?.role !== 'guest';
  const columns = useMemo(() => byColumn(board, tasks?.values() ?? []), [board, tasks]);
  const move = useCallback(
    (task: Task, to: Spot) => work.change(task, moved(board, columns, task, to)),
    [work, board, columns],
  );
  const { lift, shown, down, press, wasCarried } = useLift({ board, columns, move });
  const count = [...columns.values()].reduce((sum, each) => sum + each.length, 0);
  const actions = works ? { down, press, wasCarried } : null;
  return (
    <main className="main board-main" aria-label={words.boards.label}>
      <header className="head">
        {narrow && (
          <IconButton
            icon={ChevronLeft}
            label={words.boards.back}
            onClick={() => back({ at: 'home' })}
          />
        )}
        <div className="head-lines">
          <h1 className="head-title" dir="auto">
            {board.name}
          </h1>
          <span className="head-sub" dir="auto">
            {workspace?.name} · {words.boards.tasks(count)}
          </span>
        </div>
      </header>
      <p id="board-help" hidden>
        {words.boards.help}
      </p>
      <div className={`board ${lift === null ? '' : 'board-lifting'}`}>
        {board.columns.map((column) => (
          <ColumnView
            key={column.id}
            board={board}
            column={column}
            tasks={shown.get(column.id) ?? []}
            open={open}
            held={lift?.taskId ?? null}
            over={lift?.over.columnId === column.id}
            now={now}
            actions={actions}
          />
        ))}
      </div>
      <Notices workspaceId={board.workspaceId} board={board} />
    </main>
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

import type { Board, Task } from '@parley/sdk';
import { useCallback } from 'react';
import { useNow, useTalk } from '../shell/hooks.ts';
import type { BoardRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { ColumnView } from './ColumnView.tsx';
import { columnMoved } from './columns.ts';
import { COLUMNS_MAX } from './limits.ts';
import { NewColumn } from './NewColumn.tsx';
import { moved, type Spot, unfiltered } from './placing.ts';
import { useColumnLift } from './useColumnLift.ts';
import { useLift } from './useLift.ts';

interface Props {
  board: Board;
  route: BoardRoute;
  /** As a filter shows them, and as they are. */
  shown: ReadonlyMap<string, Task[]>;
  all: ReadonlyMap<string, Task[]>;
  works: boolean;
}

/** The tasks of a board beside one another, in its columns. */
export function ColumnsView({ board, route, shown, all, works }: Props) {
  const { work } = useTalk();
  const now = useNow();
  const move = useCallback(
    (task: Task, to: Spot) =>
      work.change(task, moved(board, all, task, unfiltered(all, shown, task, to))),
    [work, board, all, shown],
  );
  const lifting = useLift({ board, columns: shown, move });
  const { lift, down, press, wasCarried } = lifting;
  const { heldColumn, shownColumns, grab } = useColumnLift(board.columns, (columnId, index) =>
    work.changeBoard(board, (now) => columnMoved(now, columnId, index)),
  );
  const lifted = `${lift === null ? '' : 'board-lifting'} ${heldColumn === null ? '' : 'board-shaping'}`;
  const actions = works ? { down, press, wasCarried } : null;
  return (
    <>
      <p id="board-help" hidden>
        {words.boards.help}
      </p>
      <div className={`board ${lifted}`}>
        {shownColumns.map((column) => (
          <ColumnView
            key={column.id}
            board={board}
            route={route}
            column={column}
            tasks={lifting.shown.get(column.id) ?? []}
            all={all.get(column.id) ?? []}
            open={route.task}
            held={lift?.taskId ?? null}
            over={lift?.over.columnId === column.id}
            carried={heldColumn === column.id}
            grab={grab}
            now={now}
            actions={actions}
          />
        ))}
        {works && board.columns.length < COLUMNS_MAX && <NewColumn board={board} />}
      </div>
    </>
  );
}

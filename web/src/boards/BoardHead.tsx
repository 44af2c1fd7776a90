import type { Board } from '@parley/sdk';
import { CalendarDays, ChevronLeft, List, type LucideIcon, SquareKanban } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNarrow, useTalk, useWork } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { Link } from '../shell/Link.tsx';
import { type BoardRoute, back, type Layout } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { BoardMenu } from './BoardMenu.tsx';
import { boardNamed } from './columns.ts';
import { RenameLine } from './RenameLine.tsx';

const LAYOUTS: [Layout, LucideIcon][] = [
  ['board', SquareKanban],
  ['list', List],
  ['calendar', CalendarDays],
];

interface Props {
  board: Board;
  route: BoardRoute;
  count: number;
  children: ReactNode;
}

/** The name of a board, and the ways to look at it. */
export function BoardHead({ board, route, count, children }: Props) {
  const { work } = useTalk();
  const narrow = useNarrow();
  const [renaming, setRenaming] = useState(false);
  const workspace = useWork((state) => state.workspaces[board.workspaceId]);
  return (
    <header className="head board-head">
      {narrow && (
        <IconButton
          icon={ChevronLeft}
          label={words.boards.back}
          onClick={() => back({ at: 'home' })}
        />
      )}
      <div className="head-lines">
        <h1 className={renaming ? 'sr-only' : 'head-title'} dir="auto">
          {board.name}
        </h1>
        {renaming ? (
          <RenameLine
            name={board.name}
            label={words.shaping.boardName}
            onName={(name) => work.changeBoard(board, (now) => boardNamed(now, name))}
            onDone={() => setRenaming(false)}
          />
        ) : (
          <span className="head-sub" dir="auto">
            {workspace?.name} · {words.boards.tasks(count)}
          </span>
        )}
      </div>
      {workspace !== undefined && workspace.role !== 'guest' && (
        <BoardMenu board={board} count={count} onRename={() => setRenaming(true)} />
      )}
      <nav className="layouts" aria-label={words.layouts.label}>
        {LAYOUTS.map(([layout, Icon]) => (
          <Link
            key={layout}
            className="layout"
            to={{ ...route, layout }}
            aria-current={layout === route.layout ? 'page' : undefined}
          >
            <Icon size={14} strokeWidth={1.75} aria-hidden />
            <span>{words.layouts[layout]}</span>
          </Link>
        ))}
      </nav>
      {children}
    </header>
  );
}

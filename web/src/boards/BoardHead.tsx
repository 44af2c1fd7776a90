import type { Board } from '@parley/sdk';
import { CalendarDays, ChevronLeft, List, type LucideIcon, SquareKanban } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNarrow, useWork } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { Link } from '../shell/Link.tsx';
import { type BoardRoute, back, type Layout } from '../shell/router.ts';
import { words } from '../shell/strings.ts';

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
  const narrow = useNarrow();
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
        <h1 className="head-title" dir="auto">
          {board.name}
        </h1>
        <span className="head-sub" dir="auto">
          {workspace?.name} · {words.boards.tasks(count)}
        </span>
      </div>
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

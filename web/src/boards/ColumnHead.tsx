import type { Board, BoardColumn } from '@parley/sdk';
import { ArrowLeft, ArrowRight, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { type PointerEvent, useState } from 'react';
import { announce } from '../shell/Announcer.tsx';
import { useTalk } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import { useMenu } from '../shell/useMenu.ts';
import { columnMoved, columnNamed, withoutColumn } from './columns.ts';
import { RenameLine } from './RenameLine.tsx';

interface Props {
  board: Board;
  column: BoardColumn;
  headingId: string;
  count: number;
  /** Takes the column up; null for those who change nothing. */
  grab: ((event: PointerEvent<HTMLElement>, columnId: string) => void) | null;
}

/** The name of a column; whoever works here drags it, and changes the column in its menu. */
export function ColumnHead({ board, column, headingId, count, grab }: Props) {
  const { work } = useTalk();
  const [renaming, setRenaming] = useState(false);
  const menu = useMenu();
  const title = (
    <h2 className={renaming ? 'sr-only' : 'column-title'} id={headingId}>
      <span className={`status status-${column.status}`} aria-hidden="true" />
      <span className="column-name" dir="auto">
        {column.name}
      </span>
      <span className="meta">
        <span aria-hidden="true">{count}</span>
        <span className="sr-only">{words.boards.tasks(count)}</span>
      </span>
    </h2>
  );
  if (grab === null) return <div className="column-head">{title}</div>;
  return (
    <div
      className="column-head column-handle"
      onPointerDown={renaming ? undefined : (event) => grab(event, column.id)}
    >
      {title}
      {renaming && (
        <RenameLine
          name={column.name}
          label={words.shaping.columnName}
          onName={(name) => work.changeBoard(board, (now) => columnNamed(now, column.id, name))}
          onDone={(byKey) => {
            setRenaming(false);
            if (byKey) requestAnimationFrame(() => menu.trigger.current?.focus());
          }}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the menu inside */}
      <div className="column-menu" ref={menu.root} onKeyDown={menu.press}>
        <button
          ref={menu.trigger}
          type="button"
          className="icon-button column-more"
          aria-haspopup="menu"
          aria-expanded={menu.open}
          aria-label={words.shaping.columnMenu(column.name)}
          onClick={menu.toggle}
        >
          <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
        </button>
        {menu.open && (
          <Items
            board={board}
            column={column}
            onRename={menu.choose(() => setRenaming(true))}
            choose={menu.choose}
            onMoved={() => menu.trigger.current?.focus()}
          />
        )}
      </div>
    </div>
  );
}

interface ItemsProps {
  board: Board;
  column: BoardColumn;
  onRename: () => void;
  choose: (action: () => void) => () => void;
  onMoved: () => void;
}

function Items({ board, column, onRename, choose, onMoved }: ItemsProps) {
  const { work } = useTalk();
  const at = board.columns.findIndex(({ id }) => id === column.id);
  const last = board.columns.length - 1;
  const move = async (to: number) => {
    if (await work.changeBoard(board, (now) => columnMoved(now, column.id, to))) {
      announce(words.shaping.moved(column.name, to + 1, board.columns.length));
    }
    requestAnimationFrame(onMoved);
  };
  const drop = () =>
    void work.changeBoard(
      board,
      (now) => withoutColumn(now, column.id),
      words.shaping.columnUsed(column.name),
    );
  return (
    <div
      className="menu column-items"
      role="menu"
      aria-label={words.shaping.columnMenu(column.name)}
    >
      <Item icon={Pencil} name={words.shaping.rename} onClick={onRename} />
      {at > 0 && (
        <Item
          icon={ArrowLeft}
          name={words.shaping.before}
          onClick={choose(() => void move(at - 1))}
        />
      )}
      {at < last && (
        <Item
          icon={ArrowRight}
          name={words.shaping.after}
          onClick={choose(() => void move(at + 1))}
        />
      )}
      {last > 0 && <Item icon={Trash2} name={words.shaping.deleteColumn} onClick={choose(drop)} />}
    </div>
  );
}

interface ItemProps {
  icon: typeof Pencil;
  name: string;
  onClick: () => void;
}

/** One line of a menu. */
export function Item({ icon: Icon, name, onClick }: ItemProps) {
  return (
    <button type="button" role="menuitem" className="menu-item" onClick={onClick}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      {name}
    </button>
  );
}

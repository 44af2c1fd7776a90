import type { Board } from '@parley/sdk';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTalk, useWork } from '../shell/hooks.ts';
import { boardRoute, go } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { useMenu } from '../shell/useMenu.ts';
import { Item } from './ColumnHead.tsx';

interface Props {
  board: Board;
  /** How many tasks are on it. */
  count: number;
  onRename: () => void;
}

/** What may be done to a board as a whole. */
export function BoardMenu({ board, count, onRename }: Props) {
  const { open, root, trigger, toggle, press, choose } = useMenu();
  const [asking, setAsking] = useState(false);
  const done = () => {
    setAsking(false);
    trigger.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the menu inside
    <div className="board-menu" ref={root} onKeyDown={press}>
      <button
        ref={trigger}
        type="button"
        className="icon-button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={words.shaping.boardMenu}
        onClick={() => {
          setAsking(false);
          toggle();
        }}
      >
        <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
      </button>
      {open && (
        <div className="menu board-items" role="menu" aria-label={words.shaping.boardMenu}>
          <Item icon={Pencil} name={words.shaping.rename} onClick={choose(onRename)} />
          <Item
            icon={Trash2}
            name={words.shaping.deleteBoard}
            onClick={choose(() => setAsking(true))}
          />
        </div>
      )}
      {asking && <Asking board={board} count={count} onDone={done} />}
    </div>
  );
}

interface AskingProps {
  board: Board;
  count: number;
  onDone: () => void;
}

/** Asks before it deletes; where tasks are on the board, says what has to happen before. */
function Asking({ board, count, onDone }: AskingProps) {
  const { work } = useTalk();
  const boards = useWork((state) => state.plans[board.workspaceId]?.boards);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);

  const end = async () => {
    if (!(await work.deleteBoard(board, words.shaping.boardUsed))) return onDone();
    const next = boards?.find(({ id }) => id !== board.id);
    go(next === undefined ? { at: 'home' } : boardRoute(next), 'replace');
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onDone();
  };
  return (
    <div
      className="menu board-items board-ask"
      role="alertdialog"
      aria-label={words.shaping.deleteBoard}
      aria-describedby="board-ask"
      onKeyDown={press}
    >
      <p id="board-ask">
        {count > 0 ? words.shaping.boardHas(count) : words.shaping.deleteAsk(board.name)}
      </p>
      <div className="panel-buttons">
        <button ref={cancel} type="button" className="button" onClick={onDone}>
          {count > 0 ? words.shaping.close : words.messages.cancel}
        </button>
        {count === 0 && (
          <button type="button" className="button button-danger" onClick={() => void end()}>
            {words.task.deleteYes}
          </button>
        )}
      </div>
    </div>
  );
}

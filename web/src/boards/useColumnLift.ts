import type { BoardColumn } from '@parley/sdk';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { inPlace } from './columns.ts';

interface Held {
  columnId: string;
  index: number;
}

const SLACK_PX = 6;
const EDGE_PX = 56;
const SCROLL_PX = 12;

/**
 * Moving columns with a mouse or a pen, by their heads. A finger scrolls the board; for it, and for
 * keys, the menu of a column moves it.
 *
 * @param move settles when the column is where it was put, or stays where it was
 */
export function useColumnLift(
  columns: readonly BoardColumn[],
  move: (columnId: string, index: number) => Promise<unknown>,
) {
  const [held, setHeld] = useState<Held | null>(null);
  const end = useRef<(() => void) | null>(null);

  useEffect(() => () => end.current?.(), []);

  const grab = (event: PointerEvent<HTMLElement>, columnId: string) => {
    if (event.button !== 0 || event.pointerType === 'touch' || end.current !== null) return;
    if ((event.target as Element).closest('.column-menu') !== null) return;
    const from = event.clientX;
    let over: number | null = null;
    const way = (moved: globalThis.PointerEvent) => {
      if (over === null && Math.abs(moved.clientX - from) < SLACK_PX) return;
      moved.preventDefault();
      scroll(moved.clientX);
      over = indexAt(columnId, moved.clientX);
      setHeld({ columnId, index: over });
    };
    const stop = (put: boolean) => {
      end.current = null;
      window.removeEventListener('pointermove', way);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', leave);
      window.removeEventListener('keydown', press, true);
      const stays = columns.findIndex(({ id }) => id === columnId) === over;
      if (!put || over === null || stays) setHeld(null);
      else void move(columnId, over).finally(() => setHeld(null));
    };
    const up = () => stop(true);
    const leave = () => stop(false);
    const press = (key: globalThis.KeyboardEvent) => {
      if (key.key !== 'Escape') return;
      key.preventDefault();
      stop(false);
    };
    end.current = leave;
    window.addEventListener('pointermove', way);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', leave);
    window.addEventListener('keydown', press, true);
  };

  const shown = held === null ? columns : inPlace(columns, held.columnId, held.index);
  return { heldColumn: held?.columnId ?? null, shownColumns: shown, grab };
}

/** How many of the other columns stand before this place. */
function indexAt(columnId: string, x: number): number {
  const others = [...document.querySelectorAll<HTMLElement>('.column[data-column]')].filter(
    (column) => column.dataset.column !== columnId,
  );
  return others.filter((column) => {
    const box = column.getBoundingClientRect();
    const middle = box.left + box.width / 2;
    return getComputedStyle(column).direction === 'rtl' ? x < middle : x > middle;
  }).length;
}

function scroll(x: number): void {
  const board = document.querySelector('.board');
  if (board === null) return;
  const box = board.getBoundingClientRect();
  if (x < box.left + EDGE_PX) board.scrollLeft -= SCROLL_PX;
  else if (x > box.right - EDGE_PX) board.scrollLeft += SCROLL_PX;
}

import type { Board, Task } from '@parley/sdk';
import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { announce } from '../shell/Announcer.tsx';
import { words } from '../shell/strings.ts';
import { type Spot, spotOf, stepped, withHeld } from './placing.ts';

/** A card that is taken up, and where it would be put down. */
export interface Lift {
  taskId: string;
  over: Spot;
  by: 'pointer' | 'keys';
}

interface Parts {
  board: Board;
  columns: ReadonlyMap<string, Task[]>;
  move: (task: Task, to: Spot) => void;
}

interface Drag {
  task: Task;
  card: HTMLElement;
  pointerId: number;
  start: { x: number; y: number };
  at: { x: number; y: number };
  ghost: HTMLElement | null;
  timer: ReturnType<typeof setTimeout> | null;
}

const SLACK_PX = 6;
const HOLD_MS = 260;
const EDGE_PX = 56;
const SCROLL_PX = 12;

/** Moving cards, by pointer and by keys. */
export function useLift({ board, columns, move }: Parts) {
  const [lift, setLift] = useState<Lift | null>(null);
  const shown = lift === null ? columns : withHeld(columns, lift.taskId, lift.over);
  const drag = useRef<Drag | null>(null);
  const latest = useRef({ lift, columns, move, board });
  latest.current = { lift, columns, move, board };
  const focused = useRef<string | null>(null);
  const suppressed = useRef(false);

  // A card that goes to another column is another element there: the focus goes with it.
  useLayoutEffect(() => {
    if (focused.current === null) return;
    const card = cardOf(focused.current);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (lift === null) focused.current = null;
  });

  const finish = useCallback((put: boolean) => {
    const { lift: now, columns: all, move: act } = latest.current;
    const task = drag.current?.task ?? taskIn(all, now?.taskId);
    endDrag(drag.current);
    drag.current = null;
    setLift(null);
    if (now !== null && put && task !== undefined) act(task, now.over);
  }, []);

  useEffect(() => {
    const cancel = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || drag.current?.ghost == null) return;
      event.preventDefault();
      finish(false);
    };
    // Once a card is held, a finger moves it and scrolls no more.
    const hold = (event: TouchEvent) => {
      if (drag.current?.ghost != null) event.preventDefault();
    };
    window.addEventListener('keydown', cancel, true);
    window.addEventListener('touchmove', hold, { passive: false });
    return () => {
      window.removeEventListener('keydown', cancel, true);
      window.removeEventListener('touchmove', hold);
      endDrag(drag.current);
      drag.current = null;
    };
  }, [finish]);

  const begin = useCallback((held: Drag) => {
    const over = spotOf(latest.current.columns, held.task.id);
    if (over === null) return;
    held.ghost = ghostOf(held.card, held.start);
    setLift({ taskId: held.task.id, over, by: 'pointer' });
    const tick = () => {
      if (drag.current !== held || held.ghost === null) return;
      follow(held);
      const spot = spotUnder(held);
      if (spot !== null) {
        setLift((now) => (now === null || sameSpot(now.over, spot) ? now : { ...now, over: spot }));
      }
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }, []);

  const down = (event: PointerEvent<HTMLElement>, task: Task) => {
    suppressed.current = false;
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (latest.current.lift !== null) return;
    const at = { x: event.clientX, y: event.clientY };
    const { pointerId, pointerType, currentTarget: card } = event;
    const held: Drag = { task, card, pointerId, start: at, at, ghost: null, timer: null };
    drag.current = held;
    if (pointerType !== 'mouse') held.timer = setTimeout(() => begin(held), HOLD_MS);
    const way = (moved: globalThis.PointerEvent) => {
      if (moved.pointerId !== pointerId || drag.current !== held) return;
      held.at = { x: moved.clientX, y: moved.clientY };
      const far = Math.hypot(held.at.x - at.x, held.at.y - at.y) > SLACK_PX;
      if (held.ghost !== null || !far) return;
      if (pointerType === 'mouse') begin(held);
      else stop();
    };
    const up = (ended: globalThis.PointerEvent) => {
      if (ended.pointerId !== pointerId) return;
      const carried = held.ghost !== null;
      stop();
      suppressed.current = carried;
      if (carried) finish(ended.type === 'pointerup');
    };
    const stop = () => {
      if (held.timer !== null) clearTimeout(held.timer);
      if (held.ghost === null && drag.current === held) drag.current = null;
      window.removeEventListener('pointermove', way);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', up);
    };
    window.addEventListener('pointermove', way);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', up);
  };

  const say = (taskId: string, spot: Spot, phrase: typeof words.boards.over) => {
    const task = taskIn(columns, taskId);
    const column = board.columns.find(({ id }) => id === spot.columnId);
    const others = (columns.get(spot.columnId) ?? []).filter(({ id }) => id !== taskId);
    announce(phrase(task?.title ?? '', column?.name ?? '', spot.index + 1, others.length + 1));
  };

  const press = (event: KeyboardEvent<HTMLElement>, task: Task) => {
    const held = lift?.by === 'keys' && lift.taskId === task.id ? lift : null;
    if (event.key === ' ') {
      event.preventDefault();
      focused.current = task.id;
      if (held !== null) {
        say(task.id, held.over, words.boards.dropped);
        finish(true);
        return;
      }
      const over = spotOf(columns, task.id);
      if (over === null) return;
      setLift({ taskId: task.id, over, by: 'keys' });
      say(task.id, over, words.boards.lifted);
    } else if (held !== null) {
      event.preventDefault();
      event.stopPropagation();
      focused.current = task.id;
      if (event.key === 'Escape') {
        announce(words.boards.cancelled(task.title));
        finish(false);
        return;
      }
      const step = stepOf(event.key, event.currentTarget);
      if (step === null) return;
      const over = stepped(board, shown, held.over, step);
      setLift({ ...held, over });
      say(task.id, over, words.boards.over);
    }
  };

  /** Whether the click that follows belongs to a card that was carried. */
  const wasCarried = () => {
    const carried = suppressed.current;
    suppressed.current = false;
    return carried;
  };

  return { lift, shown, down, press, wasCarried };
}

function stepOf(key: string, card: HTMLElement) {
  const mirrored = getComputedStyle(card).direction === 'rtl';
  switch (key) {
    case 'ArrowUp':
      return 'up';
    case 'ArrowDown':
      return 'down';
    case 'ArrowLeft':
      return mirrored ? 'after' : 'before';
    case 'ArrowRight':
      return mirrored ? 'before' : 'after';
    default:
      return null;
  }
}

function taskIn(columns: ReadonlyMap<string, Task[]>, taskId: string | undefined) {
  return [...columns.values()].flat().find((task) => task.id === taskId);
}

function cardOf(taskId: string): HTMLElement | null {
  return document.querySelector(`[data-task="${CSS.escape(taskId)}"]`);
}

function sameSpot(a: Spot, b: Spot): boolean {
  return a.columnId === b.columnId && a.index === b.index;
}

/** What is seen under the pointer; the card itself stays where it would be put. */
function ghostOf(card: HTMLElement, start: { x: number; y: number }): HTMLElement {
  const box = card.getBoundingClientRect();
  const ghost = card.cloneNode(true) as HTMLElement;
  ghost.removeAttribute('data-task');
  ghost.removeAttribute('href');
  ghost.setAttribute('aria-hidden', 'true');
  ghost.classList.add('card-ghost');
  ghost.style.inlineSize = `${box.width}px`;
  ghost.style.left = `${box.left - start.x}px`;
  ghost.style.top = `${box.top - start.y}px`;
  document.body.append(ghost);
  return ghost;
}

function follow({ ghost, at }: Drag): void {
  if (ghost === null) return;
  ghost.style.translate = `${at.x}px ${at.y}px`;
  const columns = document.querySelector('.board');
  if (columns !== null) columns.scrollLeft += pull(at.x, columns.getBoundingClientRect(), 'x');
  const list = columnAt(at)?.querySelector('.column-list');
  if (list != null) list.scrollTop += pull(at.y, list.getBoundingClientRect(), 'y');
}

/** How far to scroll where the pointer is near an edge. */
function pull(at: number, box: DOMRect, way: 'x' | 'y'): number {
  const [from, to] = way === 'x' ? [box.left, box.right] : [box.top, box.bottom];
  if (at < from + EDGE_PX) return -SCROLL_PX;
  return at > to - EDGE_PX ? SCROLL_PX : 0;
}

function columnAt({ x }: { x: number }): HTMLElement | null {
  const columns = [...document.querySelectorAll<HTMLElement>('.column')];
  const within = (column: HTMLElement) => {
    const box = column.getBoundingClientRect();
    return x >= box.left && x <= box.right;
  };
  return columns.find(within) ?? null;
}

function spotUnder({ at, task }: Drag): Spot | null {
  const column = columnAt(at);
  if (column === null) return null;
  const cards = [...column.querySelectorAll<HTMLElement>('.card[data-task]')];
  const others = cards.filter((card) => card.dataset.task !== task.id);
  const index = others.findIndex((card) => {
    const box = card.getBoundingClientRect();
    return at.y < box.top + box.height / 2;
  });
  const columnId = column.dataset.column as string;
  return { columnId, index: index < 0 ? others.length : index };
}

function endDrag(drag: Drag | null): void {
  if (drag?.timer != null) clearTimeout(drag.timer);
  drag?.ghost?.remove();
}

import type { Board, BoardColumn, Task } from '@parley/sdk';
import { Plus } from 'lucide-react';
import {
  type FormEvent,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useRef,
  useState,
} from 'react';
import { GrowingText } from '../messages/GrowingText.tsx';
import { useTalk } from '../shell/hooks.ts';
import type { BoardRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { Card, type CardActions } from './Card.tsx';
import { ColumnHead } from './ColumnHead.tsx';
import { TITLE_LENGTH_MAX } from './limits.ts';
import { placeAt } from './placing.ts';

const SHOWN = 200;

interface Props {
  board: Board;
  route: BoardRoute;
  column: BoardColumn;
  tasks: readonly Task[];
  /** Also those that a filter hides. */
  all: readonly Task[];
  open: string | null;
  held: string | null;
  over: boolean;
  /** The column itself is taken up. */
  carried: boolean;
  grab: (event: PointerEvent<HTMLElement>, columnId: string) => void;
  now: Date;
  actions: CardActions | null;
}

export function ColumnView(props: Props) {
  const { board, route, column, tasks, all, open, held, over, carried, now, actions } = props;
  const [shown, setShown] = useState(SHOWN);
  const heading = `column-${column.id}`;
  return (
    <section
      className={`column ${over ? 'column-over' : ''} ${carried ? 'column-held' : ''}`}
      data-column={column.id}
      aria-labelledby={heading}
    >
      <ColumnHead
        board={board}
        column={column}
        headingId={heading}
        count={tasks.length}
        grab={actions === null ? null : props.grab}
      />
      <ul className="column-list">
        {tasks.slice(0, shown).map((task) => (
          <li key={task.id}>
            <Card
              task={task}
              route={route}
              open={task.id === open}
              held={task.id === held}
              now={now}
              actions={actions}
            />
          </li>
        ))}
        {tasks.length > shown && (
          <li>
            <button type="button" className="button" onClick={() => setShown(shown + SHOWN)}>
              {words.boards.more(tasks.length - shown)}
            </button>
          </li>
        )}
      </ul>
      {actions !== null && <AddTask board={board} column={column} tasks={all} />}
    </section>
  );
}

type AddProps = Pick<Props, 'board' | 'column' | 'tasks'>;

/** Writing one title after another; each is a task as soon as Enter is pressed. */
function AddTask({ board, column, tasks }: AddProps) {
  const { work } = useTalk();
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (open) area.current?.focus();
  }, [open]);

  const close = () => {
    setOpen(false);
    setTitle('');
    requestAnimationFrame(() => trigger.current?.focus());
  };
  const add = () => {
    if (title.trim() === '') return;
    work.add(board.workspaceId, {
      title: title.trim(),
      boardId: board.id,
      columnId: column.id,
      status: column.status,
      position: placeAt(tasks, tasks.length),
    });
    setTitle('');
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      add();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    }
  };
  if (!open) {
    return (
      <button
        ref={trigger}
        type="button"
        className="column-add"
        aria-label={words.boards.addTo(column.name)}
        onClick={() => setOpen(true)}
      >
        <Plus size={14} strokeWidth={1.75} aria-hidden />
        {words.boards.add}
      </button>
    );
  }
  return (
    <form
      className="column-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        add();
      }}
    >
      <GrowingText
        ref={area}
        className="input"
        rows={1}
        dir="auto"
        value={title}
        maxLength={TITLE_LENGTH_MAX}
        aria-label={words.boards.newTitle(column.name)}
        placeholder={words.boards.titleHint}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={press}
      />
      <div className="column-buttons">
        <button type="submit" className="button button-accent" disabled={title.trim() === ''}>
          {words.boards.addOne}
        </button>
        <button type="button" className="button" onClick={close}>
          {words.boards.close}
        </button>
      </div>
    </form>
  );
}

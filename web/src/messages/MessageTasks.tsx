import type { Message, Task, Workspace } from '@parley/sdk';
import { SquareCheckBig } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTalk, useWork } from '../shell/hooks.ts';
import { Link } from '../shell/Link.tsx';
import { taskRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { Ask, useAnswer } from './Ask.tsx';

const SHOWN_MAX = 3;
const NONE: readonly Task[] = [];

/** The tasks that were made from a message, each a way to its board. */
export function MessageTasks({ messageId }: { messageId: string }) {
  const { made } = useTalk();
  const tasks = useSyncExternalStore(made.store.listen, () => made.store.get()[messageId] ?? NONE);
  if (tasks.length === 0) return null;
  return (
    <ul className="message-tasks" aria-label={words.messages.tasks(tasks.length)}>
      {tasks.slice(0, SHOWN_MAX).map((task) => (
        <li key={task.id}>
          <TaskMark made={task} />
        </li>
      ))}
      {tasks.length > SHOWN_MAX && (
        <li className="meta">{words.messages.moreTasks(tasks.length - SHOWN_MAX)}</li>
      )}
    </ul>
  );
}

function TaskMark({ made }: { made: Task }) {
  const task = useWork((state) => state.plans[made.workspaceId]?.tasks.get(made.id)) ?? made;
  const board = task.boardId;
  const inside = (
    <>
      <SquareCheckBig size={12} strokeWidth={2} aria-hidden />
      <span className="message-task-title">{task.title}</span>
    </>
  );
  if (board === null) return <span className="message-task">{inside}</span>;
  const route = taskRoute({ id: board, workspaceId: task.workspaceId }, task.id);
  return (
    <Link className="message-task" dir="auto" to={route}>
      {inside}
    </Link>
  );
}

/** Asks in which workspace a message becomes a task, and makes it on the first board there. */
export function TaskAsk({ message, onClose }: { message: Message; onClose: () => void }) {
  const { parley } = useTalk();
  const here = useWork((state) => state.workspaces);
  const current = useWork((state) => state.current);
  const places = useMemo(() => placesOf(here), [here]);
  const [chosen, setChosen] = useState<string | null>(current);
  const { failure, busy, answer } = useAnswer(onClose);
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const place = places.find((each) => each.id === chosen) ?? places[0];

  const make = async (workspaceId: string) => {
    const boards = await parley.boards.list(workspaceId);
    const source = { conversationId: message.conversationId, messageId: message.id };
    await parley.tasks.create(workspaceId, { source, boardId: boards[0]?.id ?? null });
  };
  return (
    <Ask onClose={onClose} failure={failure && words.messages.makeTaskFailed(failure)}>
      {place === undefined ? (
        <span>{words.messages.nowhere}</span>
      ) : (
        <>
          <label className="message-ask-place">
            {words.messages.makeTaskIn}
            <select
              ref={first}
              className="input"
              value={place.id}
              onChange={(event) => setChosen(event.target.value)}
            >
              {places.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="button button-accent"
            disabled={busy}
            onClick={() => void answer(() => make(place.id))}
          >
            {words.messages.makeTaskYes}
          </button>
        </>
      )}
    </Ask>
  );
}

/** Where the person may make tasks. */
function placesOf(workspaces: Readonly<Record<string, Workspace>>): Workspace[] {
  return Object.values(workspaces)
    .filter(({ role }) => role !== 'guest')
    .sort((a, b) => a.name.localeCompare(b.name));
}

import type { Member, Task } from '@parley/sdk';
import { EyeOff } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { Avatar } from '../people/Avatar.tsx';
import { useTalk, useWork } from '../shell/hooks.ts';
import { Link } from '../shell/Link.tsx';
import { taskRoute } from '../shell/router.ts';
import { words } from '../shell/strings.ts';

const FACES_MAX = 3;
const NOBODY: readonly Member[] = [];

/** The tasks that a message cites, as cards. */
export function CitedTasks({ ids }: { ids: readonly string[] }) {
  const { cited } = useTalk();
  useEffect(() => cited.want(ids), [cited, ids]);
  return (
    <ul className="cited" aria-label={words.citing.cited(ids.length)}>
      {ids.map((id) => (
        <li key={id}>
          <CitedTask id={id} />
        </li>
      ))}
    </ul>
  );
}

function CitedTask({ id }: { id: string }) {
  const { cited } = useTalk();
  const read = useSyncExternalStore(cited.store.listen, () => cited.store.get()[id]);
  const place = read?.workspaceId ?? '';
  const task = useWork((state) => state.plans[place]?.tasks.get(id)) ?? read;
  const board = useWork((state) =>
    state.plans[place]?.boards.find((each) => each.id === task?.boardId),
  );
  const members = useWork((state) => state.plans[place]?.members) ?? NOBODY;
  if (task === undefined) return <span className="cited-card cited-pending" aria-hidden />;
  if (task === null) {
    return (
      <span className="cited-card cited-unseen">
        <EyeOff size={12} aria-hidden />
        {words.citing.unseen}
      </span>
    );
  }
  const column = board?.columns.find((each) => each.id === task.columnId)?.name;
  const inside = (
    <>
      <span className={`status status-${task.status}`} aria-hidden />
      <span className="cited-title">{task.title}</span>
      <span className="cited-where">{column ?? words.shaping.statuses[task.status]}</span>
      <Faces task={task} members={members} />
    </>
  );
  if (task.boardId === null) return <span className="cited-card">{inside}</span>;
  const route = taskRoute({ id: task.boardId, workspaceId: task.workspaceId }, task.id);
  return (
    <Link className="cited-card" dir="auto" to={route}>
      {inside}
    </Link>
  );
}

function Faces({ task, members }: { task: Task; members: readonly Member[] }) {
  const known = task.assigneeIds
    .map((id) => members.find((each) => each.userId === id))
    .filter((each) => each !== undefined);
  return known
    .slice(0, FACES_MAX)
    .map(({ userId, displayName }) => (
      <Avatar key={userId} id={userId} name={displayName} size="small" />
    ));
}

import type { Member, Task, TaskFields } from '@parley/sdk';
import { X } from 'lucide-react';
import { useId, useMemo } from 'react';
import { personName } from '../conversations/names.ts';
import { Avatar } from '../people/Avatar.tsx';
import { useSelect, useTalk, useWork } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';

interface Props {
  task: Task;
  onChange: (fields: Partial<TaskFields>) => void;
}

const NOBODY: readonly Member[] = [];

/** Who does it: chosen from the workspace's members. */
export function Assignees({ task, onChange }: Props) {
  const talk = useTalk();
  const id = useId();
  const members = useWork((state) => state.plans[task.workspaceId]?.members ?? NOBODY);
  const names = useSelect((state) => state.names);
  const { assigneeIds } = task;
  const others = useMemo(
    () =>
      members
        .filter((each) => !assigneeIds.includes(each.userId))
        .sort((a, b) => a.displayName.localeCompare(b.displayName)),
    [members, assigneeIds],
  );
  const nameOf = (userId: string) => names[userId] ?? personName(talk.store.get(), userId);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {words.task.fields.assigneeIds}
      </label>
      {assigneeIds.length > 0 && (
        <ul className="task-chips">
          {assigneeIds.map((userId) => (
            <li key={userId} className="chip">
              <Avatar id={userId} name={nameOf(userId)} size="small" />
              <span dir="auto">{nameOf(userId)}</span>
              <button
                type="button"
                className="chip-remove"
                aria-label={words.start.remove(nameOf(userId))}
                onClick={() =>
                  onChange({ assigneeIds: assigneeIds.filter((each) => each !== userId) })
                }
              >
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <select
        id={id}
        className="input"
        value=""
        onChange={(event) => onChange({ assigneeIds: [...assigneeIds, event.target.value] })}
      >
        <option value="" disabled>
          {words.task.assign}
        </option>
        {others.map((each) => (
          <option key={each.userId} value={each.userId}>
            {each.displayName}
          </option>
        ))}
      </select>
    </div>
  );
}

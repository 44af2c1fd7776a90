import type { Board, TaskField, TaskFields } from '@parley/sdk';
import { X } from 'lucide-react';
import { personName } from '../conversations/names.ts';
import { useSelect, useTalk, useWork } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { words } from '../shell/strings.ts';
import { shortDate } from '../shell/time.ts';
import type { State } from '../state/state.ts';
import type { Notice } from '../workspaces/work.ts';

/** What did not come to be as it was meant: said calmly, with both values to choose from. */
export function Notices({ workspaceId, board }: { workspaceId: string; board: Board }) {
  const { work } = useTalk();
  const notices = useWork((state) => state.notices);
  const here = notices.filter((notice) => notice.workspaceId === workspaceId);
  return (
    <div className="notices" role="status">
      {here.map((notice) =>
        notice.kind === 'conflict' ? (
          <Conflict key={notice.id} notice={notice} board={board} />
        ) : (
          <div key={notice.id} className="notice">
            <p className="notice-line">
              {notice.kind === 'board' ? notice.text : words.task.refused(notice.why)}
            </p>
            <IconButton
              icon={X}
              label={words.task.dismiss}
              tip="above-end"
              onClick={() => work.dismiss(notice)}
            />
          </div>
        ),
      )}
    </div>
  );
}

function Conflict({ notice, board }: { notice: Notice & { kind: 'conflict' }; board: Board }) {
  const { work } = useTalk();
  const state = useSelect((now) => now);
  const { task, fields, wanted } = notice.conflict;
  const field = leading(fields);
  const value = (of: typeof wanted) => shown(state, board, field, of);
  return (
    <div className="notice notice-conflict">
      <p className="notice-line">
        {words.task.conflict(words.task.fields[field], personName(state, task.updatedBy))}
      </p>
      <dl className="notice-values">
        <div>
          <dt className="meta">{words.task.theirs}</dt>
          <dd dir="auto">{value(task)}</dd>
        </div>
        <div>
          <dt className="meta">{words.task.yours}</dt>
          <dd dir="auto">{value(wanted)}</dd>
        </div>
      </dl>
      <div className="notice-buttons">
        <button type="button" className="button" onClick={() => work.dismiss(notice)}>
          {words.task.keepTheirs}
        </button>
        <button type="button" className="button button-accent" onClick={() => work.insist(notice)}>
          {words.task.useYours}
        </button>
      </div>
    </div>
  );
}

/** Of a move, the column says it all. */
function leading(fields: readonly TaskField[]): TaskField {
  return fields.includes('columnId') ? 'columnId' : (fields[0] ?? 'title');
}

function shown(state: State, board: Board, field: TaskField, values: Partial<TaskFields>): string {
  switch (field) {
    case 'columnId':
      return board.columns.find(({ id }) => id === values.columnId)?.name ?? words.task.nothing;
    case 'assigneeIds':
      return (
        values.assigneeIds?.map((id) => personName(state, id)).join(', ') || words.task.nothing
      );
    case 'labels':
      return values.labels?.join(', ') || words.task.nothing;
    case 'dueAt':
      return values.dueAt == null ? words.task.nothing : shortDate(values.dueAt, new Date());
    case 'checklist':
      return values.checklist?.map(({ text }) => text).join(', ') || words.task.nothing;
    default:
      return String(values[field] ?? '') || words.task.nothing;
  }
}

import { type Board, type Task, type TaskFields, topicOf } from '@parley/sdk';
import { Trash2, X } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { personName } from '../conversations/names.ts';
import { GrowingText } from '../messages/GrowingText.tsx';
import { useNow, useSelect, useTalk, useWork } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { back, go, type Route } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { ago, fullTime } from '../shell/time.ts';
import { Viewers } from '../viewing/Viewers.tsx';
import { Assignees } from './Assignees.tsx';
import { Checklist } from './Checklist.tsx';
import { Comments } from './Comments.tsx';
import { DueInput } from './DueInput.tsx';
import { Labels } from './Labels.tsx';
import { DESCRIPTION_LENGTH_MAX, TITLE_LENGTH_MAX } from './limits.ts';
import { byColumn, moved } from './placing.ts';
import { SourceLine } from './SourceLine.tsx';

interface Props {
  task: Task;
  board: Board;
  /** What the panel lies beside. */
  beside: Route;
}

/** One task in full. Each field is saved by itself, as soon as it is left. */
export function TaskPanel({ task, board, beside }: Props) {
  const { work } = useTalk();
  const works = useWork((state) => state.workspaces[task.workspaceId]?.role !== 'guest');
  const close = useCallback(() => {
    back(beside);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-task="${CSS.escape(task.id)}"]`)?.focus(),
    );
  }, [beside, task.id]);

  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [close]);

  const change = (fields: Partial<TaskFields>, read?: Task) => work.change(task, fields, read);
  return (
    <aside className="panel task-panel" aria-label={words.task.label}>
      <header className="head">
        <h2 className="head-title head-alone">{words.task.label}</h2>
        {task.version > 0 && <Viewers topic={topicOf.task(task.id)} alone />}
        <IconButton icon={X} label={words.task.close} tip="below-end" onClick={close} />
      </header>
      <div className="panel-body">
        <fieldset className="task-form" disabled={!works}>
          <TextField
            task={task}
            field="title"
            className="task-title"
            lengthMax={TITLE_LENGTH_MAX}
            onChange={change}
          />
          <ColumnChoice task={task} board={board} />
          <Due task={task} onChange={change} />
          <Assignees task={task} onChange={change} />
          <Labels task={task} onChange={change} />
          <TextField
            task={task}
            field="description"
            className="input task-description"
            lengthMax={DESCRIPTION_LENGTH_MAX}
            onChange={change}
          />
          <Checklist task={task} onChange={change} />
        </fieldset>
        {task.source !== null && <SourceLine source={task.source} />}
        {task.version > 0 && <Comments key={task.id} taskId={task.id} />}
        <Foot task={task} />
        {works && <Delete task={task} onDeleted={() => go(beside, 'replace')} />}
      </div>
    </aside>
  );
}

interface TextProps {
  task: Task;
  field: 'title' | 'description';
  className: string;
  lengthMax: number;
  onChange: (fields: Partial<TaskFields>, read?: Task) => void;
}

/** Shows what others write, until the person writes; then it is theirs until they leave it. */
function TextField({ task, field, className, lengthMax, onChange }: TextProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const read = useRef<Task>(task);
  const id = useId();
  const single = field === 'title';
  const settle = () => {
    if (draft === null) return;
    const text = single ? draft.trim() : draft;
    setDraft(null);
    if (text !== '' || !single) onChange({ [field]: text }, read.current);
  };
  const leave = useRef(settle);
  leave.current = settle;
  useEffect(() => () => leave.current(), []);

  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && draft !== null) {
      event.preventDefault();
      event.stopPropagation();
      setDraft(null);
    } else if (event.key === 'Enter' && (single || event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      event.currentTarget.blur();
    }
  };
  return (
    <div className="field">
      <label className={single ? 'sr-only' : 'field-label'} htmlFor={id}>
        {words.task.fields[field]}
      </label>
      <GrowingText
        id={id}
        className={className}
        dir="auto"
        rows={single ? 1 : 3}
        maxLength={lengthMax}
        value={draft ?? task[field]}
        placeholder={single ? undefined : words.task.descriptionHint}
        onChange={(event) => {
          if (draft === null) read.current = task;
          setDraft(event.target.value);
        }}
        onBlur={settle}
        onKeyDown={press}
      />
    </div>
  );
}

function ColumnChoice({ task, board }: { task: Task; board: Board }) {
  const { work } = useTalk();
  const tasks = useWork((state) => state.plans[task.workspaceId]?.tasks);
  const choose = (columnId: string) => {
    const columns = byColumn(board, tasks?.values() ?? []);
    const index = columns.get(columnId)?.length ?? 0;
    work.change(task, moved(board, columns, task, { columnId, index }));
  };
  return (
    <label className="task-row">
      <span className="field-label">{words.task.fields.columnId}</span>
      <select
        className="input"
        value={task.columnId ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        {board.columns.map((column) => (
          <option key={column.id} value={column.id}>
            {column.name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface FieldProps {
  task: Task;
  onChange: (fields: Partial<TaskFields>) => void;
}

function Due({ task, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className="task-row">
      <label className="field-label" htmlFor={id}>
        {words.task.fields.dueAt}
      </label>
      <DueInput
        id={id}
        className="input"
        dueAt={task.dueAt}
        onDue={(dueAt) => onChange({ dueAt })}
      />
    </div>
  );
}

function Foot({ task }: { task: Task }) {
  const now = useNow();
  const by = useSelect((state) => personName(state, task.updatedBy));
  return (
    <p className="meta task-foot">
      {task.version === 0 ? (
        words.task.waiting
      ) : (
        <time dateTime={task.updatedAt} title={fullTime(task.updatedAt)}>
          {words.task.changed(by, ago(task.updatedAt, now))}
        </time>
      )}
    </p>
  );
}

function Delete({ task, onDeleted }: { task: Task; onDeleted: () => void }) {
  const { work } = useTalk();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="button panel-leave" onClick={() => setAsking(true)}>
        <Trash2 size={14} strokeWidth={1.75} aria-hidden />
        {words.task.delete}
      </button>
    );
  }
  return (
    <div className="panel-leave panel-ask">
      <p>{words.task.deleteAsk}</p>
      <div className="panel-buttons">
        <button type="button" className="button" onClick={() => setAsking(false)}>
          {words.messages.cancel}
        </button>
        <button
          type="button"
          className="button button-danger"
          onClick={() => {
            work.delete(task);
            onDeleted();
          }}
        >
          {words.task.deleteYes}
        </button>
      </div>
    </div>
  );
}

import type { Board, TaskStatus } from '@parley/sdk';
import { Plus } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTalk } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import { withColumn } from './columns.ts';
import { NAME_LENGTH_MAX } from './limits.ts';

const STATUSES = Object.entries(words.shaping.statuses) as [TaskStatus, string][];

/** After the last column: the way to one more. */
export function NewColumn({ board }: { board: Board }) {
  const { work } = useTalk();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [status, setStatus] = useState<TaskStatus>('doing');
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    input.current?.focus();
    input.current?.form?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [open]);

  const close = () => {
    setOpen(false);
    setName('');
    requestAnimationFrame(() => trigger.current?.focus());
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const called = name.trim();
    if (called === '' || busy) return;
    setBusy(true);
    if (await work.changeBoard(board, (now) => withColumn(now, called, status))) close();
    setBusy(false);
  };
  if (!open) {
    return (
      <button
        ref={trigger}
        type="button"
        className="column-add column-new"
        onClick={() => setOpen(true)}
      >
        <Plus size={14} strokeWidth={1.75} aria-hidden />
        {words.shaping.addColumn}
      </button>
    );
  }
  return (
    <form
      className="column-form column-new"
      aria-label={words.shaping.addColumn}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <input
        ref={input}
        className="input"
        dir="auto"
        value={name}
        maxLength={NAME_LENGTH_MAX}
        aria-label={words.shaping.columnName}
        placeholder={words.shaping.columnName}
        onChange={(event) => setName(event.target.value)}
      />
      <label className="field">
        <span className="field-label">{words.shaping.columnStatus}</span>
        <select
          className="input"
          value={status}
          onChange={(event) => setStatus(event.target.value as TaskStatus)}
        >
          {STATUSES.map(([value, called]) => (
            <option key={value} value={value}>
              {called}
            </option>
          ))}
        </select>
      </label>
      <div className="column-buttons">
        <button
          type="submit"
          className="button button-accent"
          disabled={name.trim() === '' || busy}
        >
          {words.boards.addOne}
        </button>
        <button type="button" className="button" onClick={close}>
          {words.messages.cancel}
        </button>
      </div>
    </form>
  );
}

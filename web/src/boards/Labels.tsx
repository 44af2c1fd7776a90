import type { Task, TaskFields } from '@parley/sdk';
import { X } from 'lucide-react';
import { useId } from 'react';
import { words } from '../shell/strings.ts';
import { AddLine } from './AddLine.tsx';
import { LABEL_LENGTH_MAX, LABELS_MAX } from './limits.ts';

interface Props {
  task: Task;
  onChange: (fields: Partial<TaskFields>) => void;
}

export function Labels({ task, onChange }: Props) {
  const id = useId();
  const { labels } = task;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {words.task.fields.labels}
      </label>
      {labels.length > 0 && (
        <ul className="task-chips">
          {labels.map((label) => (
            <li key={label} className="chip">
              <span dir="auto">{label}</span>
              <button
                type="button"
                className="chip-remove"
                aria-label={words.start.remove(label)}
                onClick={() => onChange({ labels: labels.filter((each) => each !== label) })}
              >
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {labels.length < LABELS_MAX && (
        <AddLine
          id={id}
          lengthMax={LABEL_LENGTH_MAX}
          hint={words.task.addLabel}
          onAdd={(label) => {
            if (!labels.includes(label)) onChange({ labels: [...labels, label] });
          }}
        />
      )}
    </div>
  );
}

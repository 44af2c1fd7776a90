import type { Task, TaskFields } from '@parley/sdk';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { words } from '../shell/strings.ts';
import { LABEL_LENGTH_MAX, LABELS_MAX } from './limits.ts';

interface Props {
  task: Task;
  onChange: (fields: Partial<TaskFields>) => void;
}

export function Labels({ task, onChange }: Props) {
  const [text, setText] = useState('');
  const id = useId();
  const { labels } = task;
  const add = () => {
    const label = text.trim();
    setText('');
    if (label !== '' && !labels.includes(label)) onChange({ labels: [...labels, label] });
  };
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
        <input
          id={id}
          className="input"
          dir="auto"
          value={text}
          maxLength={LABEL_LENGTH_MAX}
          placeholder={words.task.addLabel}
          onChange={(event) => setText(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            add();
          }}
        />
      )}
    </div>
  );
}

import { newId, type Task, type TaskFields } from '@parley/sdk';
import { X } from 'lucide-react';
import { useId } from 'react';
import { words } from '../shell/strings.ts';
import { AddLine } from './AddLine.tsx';
import { CHECKLIST_MAX, TITLE_LENGTH_MAX } from './limits.ts';

interface Props {
  task: Task;
  onChange: (fields: Partial<TaskFields>) => void;
}

export function Checklist({ task, onChange }: Props) {
  const id = useId();
  const { checklist } = task;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {words.task.fields.checklist}
      </label>
      {checklist.length > 0 && (
        <ul className="checklist">
          {checklist.map((item) => (
            <li key={item.id} className="checklist-item">
              <label>
                <input
                  type="checkbox"
                  checked={item.done}
                  onChange={(event) =>
                    onChange({
                      checklist: checklist.map((each) =>
                        each.id === item.id ? { ...each, done: event.target.checked } : each,
                      ),
                    })
                  }
                />
                <span dir="auto">{item.text}</span>
              </label>
              <button
                type="button"
                className="chip-remove"
                aria-label={words.start.remove(item.text)}
                onClick={() =>
                  onChange({ checklist: checklist.filter((each) => each.id !== item.id) })
                }
              >
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {checklist.length < CHECKLIST_MAX && (
        <AddLine
          id={id}
          lengthMax={TITLE_LENGTH_MAX}
          hint={words.task.addItem}
          onAdd={(text) =>
            onChange({ checklist: [...checklist, { id: newId(), text, done: false }] })
          }
        />
      )}
    </div>
  );
}

import { newId, type Task, type TaskFields } from '@parley/sdk';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { words } from '../shell/strings.ts';
import { CHECKLIST_MAX, TITLE_LENGTH_MAX } from './limits.ts';

interface Props {
  task: Task;
  onChange: (fields: Partial<TaskFields>) => void;
}

export function Checklist({ task, onChange }: Props) {
  const [text, setText] = useState('');
  const id = useId();
  const { checklist } = task;
  const add = () => {
    const item = { id: newId(), text: text.trim(), done: false };
    setText('');
    if (item.text !== '') onChange({ checklist: [...checklist, item] });
  };
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
        <input
          id={id}
          className="input"
          dir="auto"
          value={text}
          maxLength={TITLE_LENGTH_MAX}
          placeholder={words.task.addItem}
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

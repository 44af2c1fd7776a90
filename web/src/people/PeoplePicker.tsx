import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { words } from '../shell/strings.ts';
import { Avatar } from './Avatar.tsx';
import type { Person } from './acquaintances.ts';
import { useAcquaintances, usePeopleSearch } from './search.ts';

const KNOWN_SHOWN = 30;

interface Props {
  label: string;
  chosen: Person[];
  onChange: (chosen: Person[]) => void;
  excluded: readonly string[];
  autoFocus?: boolean;
}

/** Finds people by typing and gathers them as chips. */
export function PeoplePicker({ label, chosen, onChange, excluded, autoFocus = false }: Props) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const { people, failed, settled } = usePeopleSearch(query);
  const known = useAcquaintances();
  const hidden = new Set([...excluded, ...chosen.map((person) => person.id)]);
  const listed = query.trim() === '' ? known.slice(0, KNOWN_SHOWN) : people;
  const shown = listed.filter((person) => !hidden.has(person.id));
  const marked = Math.min(at, shown.length - 1);

  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);

  const choose = (person: Person) => {
    onChange([...chosen, person]);
    setQuery('');
    setAt(0);
    input.current?.focus();
  };
  const remove = (person: Person) => {
    onChange(chosen.filter((each) => each.id !== person.id));
    input.current?.focus();
  };

  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const person = shown[marked];
    const last = chosen.at(-1);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((marked + step + shown.length) % Math.max(1, shown.length));
    } else if (
      event.key === 'Enter' &&
      person !== undefined &&
      (query !== '' || chosen.length === 0)
    ) {
      event.preventDefault();
      choose(person);
    } else if (event.key === 'Backspace' && query === '' && last !== undefined) {
      remove(last);
    } else if (event.key === 'Escape' && query !== '') {
      event.preventDefault();
      event.stopPropagation();
      setQuery('');
    }
  };

  return (
    <div className="picker">
      <div className="field">
        <label className="field-label" htmlFor={`${id}-input`}>
          {label}
        </label>
        <div className="picker-box">
          {chosen.length > 0 && (
            <ul className="picker-chosen" aria-label={words.start.chosen}>
              {chosen.map((person) => (
                <li key={person.id} className="chip">
                  <Avatar id={person.id} name={person.displayName} size="small" />
                  {person.displayName}
                  <button
                    type="button"
                    className="chip-remove"
                    aria-label={words.start.remove(person.displayName)}
                    onClick={() => remove(person)}
                  >
                    <X size={12} strokeWidth={2} aria-hidden />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <input
            ref={input}
            id={`${id}-input`}
            className="picker-input"
            role="combobox"
            aria-expanded={shown.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={shown.length > 0 ? `${id}-${marked}` : undefined}
            autoComplete="off"
            placeholder={chosen.length === 0 ? words.start.search : ''}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setAt(0);
            }}
            onKeyDown={press}
          />
        </div>
      </div>
      <div className="picker-list" role="listbox" id={`${id}-list`} aria-label={words.people.title}>
        {shown.map((person, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the input
          <div
            key={person.id}
            id={`${id}-${index}`}
            className="option"
            role="option"
            tabIndex={-1}
            aria-selected={index === marked}
            onMouseMove={() => setAt(index)}
            onClick={() => choose(person)}
          >
            <Avatar id={person.id} name={person.displayName} presence />
            <span dir="auto">{person.displayName}</span>
            {person.email !== null && <span className="meta">{person.email}</span>}
          </div>
        ))}
      </div>
      {failed && (
        <p className="danger" role="alert">
          {words.start.failed}
        </p>
      )}
      {!failed && settled && shown.length === 0 && query.trim() !== '' && (
        <p className="soft picker-none" role="status">
          {words.start.none(query.trim())}
        </p>
      )}
    </div>
  );
}

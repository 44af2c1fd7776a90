import type { InputHTMLAttributes } from 'react';
import { useState } from 'react';
import { dayOf, dueOn } from './due.ts';

type Rest = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'value' | 'onChange' | 'onBlur'>;
type Props = Rest & { dueAt: string | null; onDue: (dueAt: string | null) => void };

const YEAR_MIN = 2000;

/** A day to choose. While one types, years pass by that nobody means; an empty one waits. */
export function DueInput({ dueAt, onDue, ...rest }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const known = dayOf(dueAt);
  return (
    <input
      {...rest}
      type="date"
      value={draft ?? known}
      onChange={({ target: { value } }) => {
        setDraft(value);
        if (Number.parseInt(value, 10) >= YEAR_MIN && value !== known) onDue(dueOn(value));
      }}
      onBlur={() => {
        if (draft === '' && known !== '') onDue(null);
        setDraft(null);
      }}
    />
  );
}

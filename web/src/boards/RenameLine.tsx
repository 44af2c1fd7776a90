import { useEffect, useRef, useState } from 'react';
import { NAME_LENGTH_MAX } from './limits.ts';

interface Props {
  name: string;
  label: string;
  lengthMax?: number;
  /** Whether it came to be; a refusal keeps what was written. */
  onName: (name: string) => Promise<boolean>;
  /** @param byKey whether the focus has to go somewhere */
  onDone: (byKey: boolean) => void;
}

/** A name that is being changed: Enter and leaving it keep the change, Escape does not. */
export function RenameLine({ name, label, lengthMax = NAME_LENGTH_MAX, onName, onDone }: Props) {
  const [text, setText] = useState(name);
  const input = useRef<HTMLInputElement>(null);
  const settled = useRef(false);

  useEffect(() => {
    input.current?.select();
    input.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, []);

  const save = async (byKey: boolean) => {
    if (settled.current) return;
    settled.current = true;
    const given = text.trim();
    if (given === '' || given === name || (await onName(given))) onDone(byKey);
    else settled.current = false;
  };
  return (
    <input
      ref={input}
      className="input rename"
      dir="auto"
      value={text}
      maxLength={lengthMax}
      aria-label={label}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => void save(false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') {
          event.preventDefault();
          void save(true);
        } else if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          settled.current = true;
          onDone(true);
        }
      }}
    />
  );
}

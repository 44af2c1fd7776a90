import { useState } from 'react';

interface Props {
  id: string;
  lengthMax: number;
  hint: string;
  onAdd: (text: string) => void;
}

/** One line that adds what is written to a list, on Enter or when it is left. */
export function AddLine({ id, lengthMax, hint, onAdd }: Props) {
  const [text, setText] = useState('');
  const add = () => {
    const added = text.trim();
    setText('');
    if (added !== '') onAdd(added);
  };
  return (
    <input
      id={id}
      className="input"
      dir="auto"
      value={text}
      maxLength={lengthMax}
      placeholder={hint}
      onChange={(event) => setText(event.target.value)}
      onBlur={add}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        add();
      }}
    />
  );
}

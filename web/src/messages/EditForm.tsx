import type { Message } from '@parley/sdk';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTalk } from '../shell/hooks.ts';
import { reason, words } from '../shell/strings.ts';
import { GrowingText } from './GrowingText.tsx';

const LENGTH_MAX = 10_000;

/** Editing happens where the message stands; a refusal keeps the text and says why. */
export function EditForm({ message, onClose }: { message: Message; onClose: () => void }) {
  const talk = useTalk();
  const [text, setText] = useState(message.content ?? '');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const element = area.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const ready = text.trim() !== '' && text.length <= LENGTH_MAX && !busy;

  const save = async () => {
    if (!ready) return;
    if (text.trim() === message.content) {
      onClose();
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await talk.edit(message, text.trim());
      onClose();
    } catch (error) {
      setFailure(reason(error));
      setBusy(false);
    }
  };

  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void save();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
  };

  return (
    <form
      className="edit-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <GrowingText
        ref={area}
        className="edit-text"
        dir="auto"
        value={text}
        aria-label={words.messages.editing}
        aria-describedby="edit-hint"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
      />
      <div className="edit-actions">
        <button type="submit" className="button button-accent" disabled={!ready}>
          {words.messages.save}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {words.messages.cancel}
        </button>
        <span id="edit-hint" className="meta">
          {words.messages.editHint}
        </span>
        {failure !== null && (
          <span className="danger" role="alert">
            {words.messages.saveFailed(failure)}
          </span>
        )}
      </div>
    </form>
  );
}

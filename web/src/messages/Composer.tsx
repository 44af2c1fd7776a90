import { ArrowUp, X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from 'react';
import { useTalk } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { words } from '../shell/strings.ts';
import { Chosen, Suggestions, useCiting } from './Citing.tsx';
import { draftOf, keepDraft } from './drafts.ts';
import { GrowingText } from './GrowingText.tsx';

const LENGTH_MAX = 10_000;
const COUNT_FROM = 9_000;

export interface ComposerHandle {
  focus(): void;
}

interface Props {
  conversationId: string;
  name: string;
  /** What stands where nothing is written; else by the name. */
  hint?: string | undefined;
  replyTo: { id: string; name: string; text: string } | null;
  onSent: () => void;
  onStopReply: () => void;
  onEditLast: () => void;
  ref?: Ref<ComposerHandle>;
}

/** Where one writes. What is begun is kept until it is sent. */
export function Composer(props: Props) {
  const { conversationId, name, replyTo, onSent, onStopReply, onEditLast, ref } = props;
  const hint = props.hint ?? words.composer.placeholder(name);
  const talk = useTalk();
  const [text, setText] = useState(() => draftOf(conversationId));
  const [full, setFull] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({ focus: () => area.current?.focus() }));

  const left = LENGTH_MAX - text.length;
  const ready = text.trim() !== '' && left >= 0;

  const write = (next: string) => {
    setText(next);
    keepDraft(conversationId, next);
    if (next.trim() !== '') talk.parley.typing(conversationId);
    else talk.parley.typing(conversationId, false);
  };

  const citing = useCiting(text, (next, caret) => {
    write(next);
    requestAnimationFrame(() => area.current?.setSelectionRange(caret, caret));
  });

  const send = () => {
    if (!ready) return;
    const content = text.trim();
    const { chosen } = citing;
    const taskIds = chosen.map(({ id }) => id);
    const replyToId = replyTo?.id ?? null;
    const sending = talk.parley.send({ conversationId, content, replyToId, taskIds });
    sending.catch((error: { code?: string }) => {
      if (error.code !== 'queue_full') return;
      setFull(true);
      write(content);
      citing.cite(chosen);
    });
    setFull(false);
    citing.cite([]);
    write('');
    onSent();
  };

  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || citing.press(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      onEditLast();
    } else if (event.key === 'Escape' && replyTo !== null) {
      event.preventDefault();
      onStopReply();
    }
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
        area.current?.focus();
      }}
    >
      {replyTo !== null && (
        <div className="composer-reply">
          <span className="composer-quote" dir="auto">
            <span className="strong">{words.messages.replyTo(replyTo.name)}</span> {replyTo.text}
          </span>
          <IconButton
            icon={X}
            label={words.composer.stopReply}
            shortcut="escape"
            tip="above-end"
            onClick={onStopReply}
          />
        </div>
      )}
      <Suggestions citing={citing} />
      <Chosen citing={citing} />
      <div className="composer-row">
        <GrowingText
          ref={area}
          className="composer-text"
          value={text}
          rows={1}
          dir="auto"
          autoComplete="off"
          enterKeyHint="send"
          placeholder={hint}
          aria-label={hint}
          aria-describedby={left < LENGTH_MAX - COUNT_FROM ? 'composer-count' : undefined}
          aria-invalid={left < 0}
          {...citing.aria}
          onChange={({ target }) => {
            write(target.value);
            citing.look(target.value, target.selectionStart);
          }}
          onPaste={(event) => citing.paste(event.clipboardData.getData('text/plain'))}
          onKeyDown={press}
          onBlur={() => talk.parley.typing(conversationId, false)}
        />
        <button
          type="submit"
          className="send"
          disabled={!ready}
          aria-label={words.composer.send}
          data-tip={`${words.composer.send}  ↵`}
          data-tip-at="above-end"
        >
          <ArrowUp size={16} strokeWidth={2.25} aria-hidden />
        </button>
      </div>
      {left < LENGTH_MAX - COUNT_FROM && (
        <p id="composer-count" className={`composer-count ${left < 0 ? 'danger' : 'soft'}`}>
          {left < 0 ? words.composer.over(-left) : words.composer.left(left)}
        </p>
      )}
      {full && (
        <p className="composer-count danger" role="alert">
          {words.composer.full}
        </p>
      )}
    </form>
  );
}

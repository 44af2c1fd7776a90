import { type ReactNode, useState } from 'react';
import { reason, words } from '../shell/strings.ts';

/** Does what was asked about, which closes the question, or says why it could not be done. */
export function useAnswer(onClose: () => void) {
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const answer = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      onClose();
    } catch (error) {
      setFailure(reason(error));
      setBusy(false);
    }
  };
  return { failure, busy, answer };
}

/** A question about a message, below it. Escape and the last button leave things as they are. */
export function Ask(parts: {
  onClose: () => void;
  leave?: string;
  failure: string | null;
  children: ReactNode;
}) {
  const { onClose, leave = words.messages.cancel, failure, children } = parts;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from any of them
    <div
      className="message-ask"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      {children}
      <button type="button" className="button" onClick={onClose}>
        {leave}
      </button>
      {failure !== null && (
        <span className="danger" role="alert">
          {failure}
        </span>
      )}
    </div>
  );
}

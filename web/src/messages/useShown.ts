import { type RefObject, useEffect, useRef } from 'react';
import { useSelect, useTalk } from '../shell/hooks.ts';
import type { MessageListHandle } from './MessageList.tsx';

/** Shows the message that a route names, once: what is around it is loaded if need be. */
export function useShown(
  conversationId: string,
  messageId: string | null,
  list: RefObject<MessageListHandle | null>,
): void {
  const talk = useTalk();
  const ready = useSelect(({ loaded }) => {
    const now = loaded[conversationId];
    return now?.phase === 'ready' && !now.stale;
  });
  const here = useSelect(
    ({ loaded }) =>
      messageId !== null &&
      loaded[conversationId]?.messages.some((each) => each.id === messageId) === true,
  );
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (messageId === null) shown.current = null;
    if (messageId === null || shown.current === messageId || !ready) return;
    if (!here) {
      void talk.pages.around(conversationId, messageId);
      return;
    }
    shown.current = messageId;
    // After the list has gone where it begins.
    requestAnimationFrame(() => requestAnimationFrame(() => list.current?.show(messageId)));
  }, [talk, conversationId, messageId, ready, here, list]);
}

import type { Message } from '@parley/sdk';
import { useEffect, useRef, useState } from 'react';
import { useTalk } from '../shell/hooks.ts';

/** The seq after which messages are new: fixed on opening, moved only while nobody looks. */
export function useUnreadLine(
  conversationId: string,
  messages: readonly Message[],
  attention: boolean,
): number | null {
  const talk = useTalk();
  const [line, setLine] = useState<number | null>(() => {
    const known = talk.store.get().conversations[conversationId];
    return known !== undefined && known.unreadCount > 0 ? known.readSeq : null;
  });
  const last = messages.at(-1);
  const own = last?.userId === talk.parley.me.id;
  const lastSeq = last?.seq ?? 0;
  const seenSeq = useRef(lastSeq);
  useEffect(() => {
    if (own) {
      setLine(null);
      seenSeq.current = lastSeq;
    } else if (attention) {
      seenSeq.current = lastSeq;
    } else if (lastSeq > seenSeq.current) {
      const from = seenSeq.current;
      setLine((now) => (now === null || now < from ? from : now));
    }
  }, [own, attention, lastSeq]);
  return line;
}

import { type RefObject, useCallback } from 'react';
import { useTalk } from '../shell/hooks.ts';

const BELOW_EDGE_PX = 8;

/** Marks as read what stands on the screen, while somebody plausibly looks. */
export function useSeen(
  conversationId: string,
  scroller: RefObject<HTMLElement | null>,
  attention: boolean,
): () => void {
  const talk = useTalk();
  return useCallback(() => {
    const box = scroller.current?.getBoundingClientRect();
    if (!attention || box === undefined) return;
    let seq = 0;
    for (const row of scroller.current?.querySelectorAll<HTMLElement>('[data-seq]') ?? []) {
      const visible = row.getBoundingClientRect().top < box.bottom - BELOW_EDGE_PX;
      if (visible) seq = Math.max(seq, Number(row.dataset.seq));
    }
    if (seq > 0) talk.seen(conversationId, seq);
  }, [attention, conversationId, scroller, talk]);
}

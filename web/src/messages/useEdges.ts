import { type RefObject, useCallback, useEffect } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useTalk } from '../shell/hooks.ts';
import type { Loaded } from '../state/state.ts';

const NEAR_ROWS = 20;

/** Loads older and newer pages before their edge comes into sight; call it when the list moved. */
export function useEdges(
  conversationId: string,
  loaded: Loaded,
  list: RefObject<VirtualizerHandle | null>,
): () => void {
  const talk = useTalk();
  const { messages, hasOlder, hasNewer } = loaded;
  const total = messages.length;

  const check = useCallback(() => {
    const view = list.current;
    if (view === null || view.viewportSize === 0) return;
    const first = view.findItemIndex(view.scrollOffset);
    const last = view.findItemIndex(view.scrollOffset + view.viewportSize);
    if (hasOlder && first < NEAR_ROWS) void talk.pages.older(conversationId);
    if (hasNewer && total - last < NEAR_ROWS) void talk.pages.newer(conversationId);
  }, [talk, conversationId, list, total, hasOlder, hasNewer]);

  useEffect(() => {
    const frame = requestAnimationFrame(() => requestAnimationFrame(check));
    return () => cancelAnimationFrame(frame);
  }, [check]);
  return check;
}

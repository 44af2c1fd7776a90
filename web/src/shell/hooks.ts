import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { State } from '../state/state.ts';
import type { Talk } from '../state/talk.ts';
import type { KeptViews } from '../workspaces/saved-views.ts';
import type { WorkState } from '../workspaces/work.ts';

export const TalkContext = createContext<Talk | null>(null);

export function useTalk(): Talk {
  const talk = useContext(TalkContext);
  if (talk === null) throw new Error('not signed in');
  return talk;
}

/** A part of the state. `select` returns something that stays the same while it is unchanged. */
export function useSelect<T>(select: (state: State) => T): T {
  const { store } = useTalk();
  return useSyncExternalStore(store.listen, () => select(store.get()));
}

/** A part of what there is to do; as `useSelect`. */
export function useWork<T>(select: (state: WorkState) => T): T {
  const { store } = useTalk().work;
  return useSyncExternalStore(store.listen, () => select(store.get()));
}

/** The views that are kept of a workspace; undefined while nothing is known. */
export function useViews(workspaceId: string): KeptViews | undefined {
  const { store } = useTalk().work.views;
  return useSyncExternalStore(store.listen, () => store.get()[workspaceId]);
}

/** The time, renewed every minute so that relative dates stay true. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Follows the presence of people for as long as they are on the screen. */
export function usePresenceOf(userIds: readonly string[]): void {
  const talk = useTalk();
  const key = userIds.join(' ');
  useEffect(() => {
    const undo = key === '' ? [] : key.split(' ').map((userId) => talk.presence.watch(userId));
    return () => {
      for (const each of undo) each();
    };
  }, [talk, key]);
}

function attentive(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

/** Whether this page can be seen at all. */
export function useVisible(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
    () => document.visibilityState === 'visible',
  );
}

/** Whether a person plausibly looks at this page now. */
export function useAttention(): boolean {
  return useSyncExternalStore((listener) => {
    window.addEventListener('focus', listener);
    window.addEventListener('blur', listener);
    document.addEventListener('visibilitychange', listener);
    return () => {
      window.removeEventListener('focus', listener);
      window.removeEventListener('blur', listener);
      document.removeEventListener('visibilitychange', listener);
    };
  }, attentive);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );
}

const narrow = matchMedia('(max-width: 759px)');

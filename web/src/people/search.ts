import { useEffect, useMemo, useState } from 'react';
import { useSelect, useTalk } from '../shell/hooks.ts';
import { acquaintances, type Person } from './acquaintances.ts';

const WAIT_MS = 140;
const FOUND_MAX = 20;

interface Found {
  people: readonly Person[];
  failed: boolean;
  /** Whether what is shown answers the words that stand there now. */
  settled: boolean;
}

const NOTHING: Found = { people: [], failed: false, settled: false };

/** People of the workspace whose name or address has the words. */
export function usePeopleSearch(query: string): Found {
  const talk = useTalk();
  const [found, setFound] = useState(NOTHING);
  const words = query.trim();
  useEffect(() => {
    if (words === '') {
      setFound(NOTHING);
      return;
    }
    const abort = new AbortController();
    setFound((now) => ({ ...now, settled: false }));
    const timer = setTimeout(() => {
      talk.parley.people.search(words, { limit: FOUND_MAX, signal: abort.signal }).then(
        ({ users }) => setFound({ people: users, failed: false, settled: true }),
        () => {
          if (!abort.signal.aborted) setFound({ people: [], failed: true, settled: true });
        },
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [talk, words]);
  return found;
}

export function useAcquaintances(): readonly Person[] {
  const state = useSelect((now) => now);
  const { conversations, names, me } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: nothing else of the state is read
  return useMemo(() => acquaintances(state), [conversations, names, me]);
}

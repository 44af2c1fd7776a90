import type { User } from '@parley/sdk';
import { useEffect, useState } from 'react';
import { useTalk } from '../shell/hooks.ts';

const WAIT_MS = 140;
const FOUND_MAX = 20;

interface Found {
  people: User[];
  failed: boolean;
  /** Whether what is shown answers the words that stand there now. */
  settled: boolean;
}

/** People of the workspace whose name or address has the words; everybody for none. */
export function usePeopleSearch(query: string, enabled = true): Found {
  const talk = useTalk();
  const [found, setFound] = useState<Found>({ people: [], failed: false, settled: false });
  const words = query.trim();
  useEffect(() => {
    if (!enabled) return;
    const abort = new AbortController();
    setFound((now) => ({ ...now, settled: false }));
    const timer = setTimeout(
      () => {
        talk.parley.people.search(words, { limit: FOUND_MAX, signal: abort.signal }).then(
          ({ users }) => setFound({ people: users, failed: false, settled: true }),
          () => {
            if (!abort.signal.aborted) setFound({ people: [], failed: true, settled: true });
          },
        );
      },
      words === '' ? 0 : WAIT_MS,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [talk, words, enabled]);
  return found;
}

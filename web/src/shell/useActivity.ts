import { useEffect } from 'react';
import { useTalk } from './hooks.ts';

const AWAY_AFTER_MS = 5 * 60_000;

/** Online while somebody is here, away after five quiet minutes or with the page hidden. */
export function useActivity(): void {
  const talk = useTalk();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const active = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'hidden') {
        talk.parley.presence('away');
        return;
      }
      talk.parley.presence('online');
      timer = setTimeout(() => talk.parley.presence('away'), AWAY_AFTER_MS);
    };
    const visible = () => {
      if (document.visibilityState === 'visible') talk.parley.check();
      active();
    };
    active();
    const options = { passive: true };
    window.addEventListener('pointerdown', active, options);
    window.addEventListener('keydown', active, options);
    window.addEventListener('focus', active, options);
    document.addEventListener('visibilitychange', visible, options);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', active);
      window.removeEventListener('keydown', active);
      window.removeEventListener('focus', active);
      document.removeEventListener('visibilitychange', visible);
    };
  }, [talk]);
}

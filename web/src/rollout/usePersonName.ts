import { useEffect } from 'react';
import { useSelect, useTalk } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';

/** Finds the names of people who are shown, whether or not one talks with them. */
export function usePersonName(userIds: readonly string[]): (userId: string) => string {
  const talk = useTalk();
  const names = useSelect((state) => state.names);
  const me = useSelect((state) => state.me);
  const key = userIds.join(' ');
  useEffect(() => {
    if (key !== '') talk.names.want(key.split(' '));
  }, [talk, key]);
  return (userId) => (userId === me.id ? me.displayName : (names[userId] ?? words.rollout.someone));
}

import type { User } from '@parley/sdk';
import { byActivity, peerOf, type State } from '../state/state.ts';

export type Person = Pick<User, 'id' | 'displayName' | 'email'>;

/** Whom one talks with: the latest first, then everybody else who is known here, by name. */
export function acquaintances(state: State): readonly Person[] {
  const peers = byActivity(state.conversations).map((each) => peerOf(state, each));
  const others = Object.keys(state.names).sort((a, b) =>
    (state.names[a] ?? '').localeCompare(state.names[b] ?? ''),
  );
  const ids = new Set([...peers, ...others].filter((id) => id !== null && id !== state.me.id));
  return [...ids].map((id) => {
    const userId = id as string;
    return { id: userId, displayName: state.names[userId] ?? '…', email: null };
  });
}

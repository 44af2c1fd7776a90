import type { Conversation } from '@parley/sdk';
import { words } from '../shell/strings.ts';
import { peerOf, type State } from '../state/state.ts';

export function nameOf(state: State, conversation: Conversation): string {
  if (conversation.name !== null && conversation.name !== '') return conversation.name;
  const peer = peerOf(state, conversation);
  if (peer !== null) return personName(state, peer);
  const people = state.participants[conversation.id] ?? conversation.participants ?? [];
  const others = people.filter((person) => person.userId !== state.me.id);
  if (others.length > 0) return others.map((person) => firstName(person.displayName)).join(', ');
  return conversation.participantCount === 1
    ? words.conversation.alone
    : words.conversation.unnamed;
}

export function personName(state: State, userId: string): string {
  return state.names[userId] ?? '…';
}

export function firstName(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? name;
}

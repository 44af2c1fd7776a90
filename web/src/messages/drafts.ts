import { useSyncExternalStore } from 'react';

/** What was begun and not sent, per conversation. It outlives the page. */
const KEY = 'parley.drafts';

export type Drafts = Readonly<Record<string, string>>;

let drafts: Drafts = load();
const listeners = new Set<() => void>();

function load(): Drafts {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Drafts;
  } catch {
    return {};
  }
}

export function draftOf(conversationId: string): string {
  return drafts[conversationId] ?? '';
}

export function hasDraft(from: Drafts, conversationId: string): boolean {
  return (from[conversationId] ?? '').trim() !== '';
}

export function keepDraft(conversationId: string, text: string): void {
  if (draftOf(conversationId) === text) return;
  const { [conversationId]: _old, ...others } = drafts;
  replace(text === '' ? others : { ...others, [conversationId]: text });
}

export function clearDrafts(): void {
  replace({});
}

function replace(next: Drafts): void {
  drafts = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is full or forbidden: drafts last as long as the page.
  }
  for (const listener of listeners) listener();
}

export function useDrafts(): Drafts {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    () => drafts,
  );
}

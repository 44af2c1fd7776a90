import type { Message } from '@parley/sdk';
import type { Loaded } from './state.ts';

const FIRST_INDEX = 1_000_000;

export interface Page {
  messages: readonly Message[];
  hasOlder: boolean;
  hasNewer: boolean;
}

export const loading: Loaded = {
  phase: 'loading',
  messages: [],
  hasOlder: false,
  hasNewer: false,
  stale: false,
  firstIndex: FIRST_INDEX,
  generation: 0,
};

/** Of two states of one message the later: deleted beats edited, a later edit beats an earlier. */
export function later(a: Message, b: Message): Message {
  if (a.deletedAt !== null) return a;
  if (b.deletedAt !== null) return b;
  return (b.editedAt ?? '') > (a.editedAt ?? '') ? b : a;
}

/** Puts one message in its place by seq, or takes up its later state. */
export function withMessage(messages: readonly Message[], message: Message): readonly Message[] {
  let at = messages.length;
  while (at > 0 && (messages[at - 1] as Message).seq > message.seq) at -= 1;
  const before = messages[at - 1];
  if (before?.seq === message.seq) {
    const winner = later(before, message);
    return winner === before ? messages : messages.with(at - 1, winner);
  }
  return messages.toSpliced(at, 0, message);
}

/** A message that was told live: appended at the end that is loaded, ignored beyond it. */
export function hear(loaded: Loaded, message: Message): Loaded {
  const last = loaded.messages.at(-1);
  if (loaded.hasNewer && (last === undefined || message.seq > last.seq)) return loaded;
  const first = loaded.messages[0];
  if (loaded.hasOlder && first !== undefined && message.seq < first.seq) return loaded;
  const messages = withMessage(loaded.messages, message);
  return messages === loaded.messages ? loaded : { ...loaded, messages };
}

/** A changed message, wherever it stands; one that is not loaded stays so. */
export function change(loaded: Loaded, message: Message): Loaded {
  if (!loaded.messages.some((each) => each.seq === message.seq)) return loaded;
  return { ...loaded, messages: withMessage(loaded.messages, message) };
}

/** The first page, joined with what was told live while it was on its way. */
export function open(loaded: Loaded, page: Page): Loaded {
  const told = loaded.phase === 'loading' ? loaded.messages : [];
  const last = page.messages.at(-1)?.seq ?? 0;
  const wanted = told.filter((each) => !page.hasNewer || each.seq <= last);
  return {
    phase: 'ready',
    messages: wanted.reduce(withMessage, page.messages),
    hasOlder: page.hasOlder,
    hasNewer: page.hasNewer,
    stale: false,
    firstIndex: FIRST_INDEX,
    generation: loaded.generation + 1,
  };
}

/** The newest page, laid over what the local store had: in place when they meet, else instead. */
export function freshen(loaded: Loaded, page: Page): Loaded {
  const first = page.messages[0]?.seq ?? 0;
  const older = loaded.messages.filter((each) => each.seq < first);
  const live = loaded.messages.filter((each) => each.seq >= first);
  const meets = older.length === 0 ? live.length > 0 : older.at(-1)?.seq === first - 1;
  if (!meets) return open({ ...loaded, phase: 'loading', messages: live }, page);
  return {
    ...loaded,
    phase: 'ready',
    stale: false,
    hasOlder: older.length > 0 ? loaded.hasOlder : page.hasOlder,
    hasNewer: page.hasNewer,
    messages: [...older, ...live.reduce(withMessage, page.messages)],
  };
}

export function withOlder(loaded: Loaded, page: Page): Loaded {
  const first = loaded.messages[0]?.seq ?? Number.MAX_SAFE_INTEGER;
  const fresh = page.messages.filter((each) => each.seq < first);
  return {
    ...loaded,
    messages: [...fresh, ...loaded.messages],
    firstIndex: loaded.firstIndex - fresh.length,
    hasOlder: page.hasOlder,
  };
}

export function withNewer(loaded: Loaded, page: Page): Loaded {
  const last = loaded.messages.at(-1)?.seq ?? 0;
  const fresh = page.messages.filter((each) => each.seq > last);
  return { ...loaded, messages: [...loaded.messages, ...fresh], hasNewer: page.hasNewer };
}

/** Lets go of the oldest, so that an hour of talking costs no more memory than a minute. */
export function trim(loaded: Loaded, keep: number): Loaded {
  const surplus = loaded.messages.length - keep;
  if (surplus <= 0) return loaded;
  return {
    ...loaded,
    messages: loaded.messages.slice(surplus),
    hasOlder: true,
    firstIndex: loaded.firstIndex + surplus,
  };
}

/** What is worth keeping of a conversation that nobody looks at. */
export function rest(loaded: Loaded, keep: number): Loaded | null {
  if (loaded.phase !== 'ready' || loaded.hasNewer) return null;
  return trim(loaded, keep);
}

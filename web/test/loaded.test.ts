import { describe, expect, it } from 'vitest';
import {
  change,
  freshen,
  hear,
  later,
  open,
  rest,
  withNewer,
  withOlder,
} from '../src/state/loaded.ts';
import { blank, message, seqs } from './samples.ts';

function page(from: number, to: number, hasOlder = true, hasNewer = false) {
  const messages = Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
  return { messages, hasOlder, hasNewer };
}

describe('loaded messages', () => {
  it('join the first page with what was told while it was on its way', () => {
    const waiting = hear(hear(blank, message(12)), message(11));
    expect(seqs(open(waiting, page(6, 10)).messages)).toEqual([6, 7, 8, 9, 10, 11, 12]);
  });

  it('drop what was told beyond a page that does not reach the end', () => {
    const waiting = hear(blank, message(99));
    expect(seqs(open(waiting, page(6, 10, true, true)).messages)).toEqual([6, 7, 8, 9, 10]);
  });

  it('take a repeated message once', () => {
    const loaded = open(blank, page(1, 3));
    expect(hear(loaded, message(3))).toBe(loaded);
  });

  it('put a message that comes late in its place', () => {
    const loaded = hear(hear(open(blank, page(1, 3)), message(5)), message(4));
    expect(seqs(loaded.messages)).toEqual([1, 2, 3, 4, 5]);
  });

  it('do not take up the newest while the end is not loaded', () => {
    const loaded = open(blank, page(1, 3, false, true));
    expect(hear(loaded, message(50))).toBe(loaded);
  });

  it('lower the first index by what is put before, so that the view stays anchored', () => {
    const loaded = open(blank, page(11, 20));
    const more = withOlder(loaded, page(5, 10, false));
    expect(more.firstIndex).toBe(loaded.firstIndex - 6);
    expect(seqs(more.messages).slice(0, 7)).toEqual([5, 6, 7, 8, 9, 10, 11]);
    expect(more.hasOlder).toBe(false);
  });

  it('take newer pages without doubling where they overlap', () => {
    const loaded = withNewer(open(blank, page(1, 3, false, true)), page(3, 5));
    expect(seqs(loaded.messages)).toEqual([1, 2, 3, 4, 5]);
    expect(loaded.hasNewer).toBe(false);
  });

  it('stay in place when the newest page meets what the store had', () => {
    const kept = { ...open(blank, page(1, 5, false)), stale: true };
    const fresh = freshen(kept, page(4, 8));
    expect(seqs(fresh.messages)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(fresh).toMatchObject({ stale: false, generation: kept.generation, hasOlder: false });
  });

  it('are replaced when the newest page does not meet what the store had', () => {
    const kept = { ...open(blank, page(1, 5, false)), stale: true };
    const fresh = freshen(kept, page(90, 95));
    expect(seqs(fresh.messages)).toEqual([90, 91, 92, 93, 94, 95]);
    expect(fresh.generation).toBe(kept.generation + 1);
  });

  it('keep no hole when something was told before the newest page came', () => {
    const kept = { ...open(blank, page(1, 5, false)), stale: true };
    const fresh = freshen(hear(kept, message(96)), page(90, 95));
    expect(seqs(fresh.messages)).toEqual([90, 91, 92, 93, 94, 95, 96]);
  });

  it('shrink to their end at rest', () => {
    const loaded = rest(open(blank, page(1, 10)), 4);
    expect(seqs(loaded?.messages ?? [])).toEqual([7, 8, 9, 10]);
    expect(loaded?.hasOlder).toBe(true);
  });
});

describe('of two states of a message', () => {
  const first = message(1);
  const edited = message(1, { content: 'b', editedAt: '2026-11-21T07:00:00.000Z' });
  const again = message(1, { content: 'c', editedAt: '2026-11-21T08:00:00.000Z' });
  const deleted = message(1, { content: null, deletedAt: '2026-11-21T07:30:00.000Z' });

  it('the later wins, whichever arrives first', () => {
    for (const [older, newer] of [
      [first, edited],
      [edited, again],
      [again, deleted],
      [first, deleted],
    ] as const) {
      expect(later(older, newer)).toBe(newer);
      expect(later(newer, older)).toBe(newer);
    }
  });

  it('a deleted one stays deleted', () => {
    const loaded = change(open(blank, { ...page(1, 3), messages: [deleted] }), again);
    expect(loaded.messages[0]?.content).toBeNull();
  });
});

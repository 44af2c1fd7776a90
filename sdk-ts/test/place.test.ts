import { describe, expect, it } from 'vitest';
import { FIRST_PLACE, placeBetween } from '../src/index.ts';
import { generator } from './generator.ts';

/** The examples of the server's own test: low, high, between. */
const BETWEEN: [string, string, string][] = [
  ['a0', 'a1', 'a0V'],
  ['a1', 'a2', 'a1V'],
  ['a0V', 'a1', 'a0l'],
  ['Zz', 'a0', 'ZzV'],
  ['Zz', 'a1', 'a0'],
  ['a0', 'a0V', 'a0G'],
  ['a0', 'a0G', 'a08'],
  ['b125', 'b129', 'b127'],
  ['a0', 'a1V', 'a1'],
  ['Zz', 'a01', 'a0'],
  ['a0V', 'a0VV', 'a0VG'],
];

const AFTER: [string, string][] = [
  ['a0', 'a1'],
  ['a1', 'a2'],
  ['az', 'b00'],
  ['b00', 'b01'],
  ['bzz', 'c000'],
  ['a0V', 'a1'],
  ['Zz', 'a0'],
  ['Yzz', 'Z0'],
];

const BEFORE: [string, string][] = [
  ['a0', 'Zz'],
  ['a1', 'a0'],
  ['b00', 'az'],
  ['a0V', 'a0'],
  ['Z0', 'Yzz'],
  ['c000', 'bzz'],
];

describe('a place', () => {
  it.each(BETWEEN)('between %s and %s is %s', (low, high, between) => {
    expect(placeBetween(low, high)).toBe(between);
  });

  it.each(AFTER)('after %s is %s', (place, next) => {
    expect(placeBetween(place, null)).toBe(next);
  });

  it.each(BEFORE)('before %s is %s', (place, previous) => {
    expect(placeBetween(null, place)).toBe(previous);
  });

  it('of an empty list is the first', () => {
    expect(placeBetween(null, null)).toBe(FIRST_PLACE);
  });

  it('is found at the ends still', () => {
    const last = 'z'.repeat(27);
    expect(placeBetween(last, null)).toBe(`${last}V`);
    const first = `A${'0'.repeat(25)}1`;
    expect(placeBetween(null, first) < first).toBe(true);
  });

  it('is not between two that are not in order', () => {
    expect(() => placeBetween('a1', 'a1')).toThrow(RangeError);
  });

  it('keeps the order of any inserts', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = generator(seed);
      const places: string[] = [];
      for (let nth = 0; nth < 300; nth++) {
        const at = Math.floor(random() * (places.length + 1));
        places.splice(at, 0, placeBetween(places[at - 1] ?? null, places[at] ?? null));
      }
      const sorted = [...new Set(places)].sort((a, b) => (a < b ? -1 : 1));
      expect(places, `seed ${seed}`).toEqual(sorted);
    }
  });
});

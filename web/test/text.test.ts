import { describe, expect, it } from 'vitest';
import { placeOf } from '../src/messages/grouping.ts';
import { gist, pieces } from '../src/messages/text.ts';
import { deviceOf } from '../src/sessions/device.ts';
import { pathOf, read } from '../src/shell/router.ts';
import { message } from './samples.ts';

function links(text: string): string[] {
  return pieces(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []));
}

describe('the text of a message', () => {
  it('is what was written, whatever is found in it', () => {
    const text = 'See `a` at https://example.org/x, or\n```\ncode\n```\nand <b>no</b>';
    const kinds = pieces(text).map((piece) => piece.kind);
    expect(kinds).toEqual(['text', 'code', 'text', 'link', 'text', 'text', 'block', 'text']);
    expect(pieces('<img src=x onerror=alert(1)>')).toEqual([
      { kind: 'text', text: '<img src=x onerror=alert(1)>' },
    ]);
  });

  it('links what is a link, without the punctuation of the sentence', () => {
    expect(links('Go to https://example.org/a_(b), now.')).toEqual(['https://example.org/a_(b)']);
    expect(links('(https://example.org)')).toEqual(['https://example.org']);
    expect(links('mailto:ada@example.org!')).toEqual(['mailto:ada@example.org']);
  });

  it('links nothing that a browser would run or that hides its host', () => {
    expect(links('javascript:alert(1) data:text/html,x vbscript:x')).toEqual([]);
    expect(links('https://bank.example@evil.example/')).toEqual([]);
  });

  it('has a gist of one line', () => {
    expect(gist('one\n  two\n```\nthree\n```')).toBe('one two three');
  });
});

describe('grouping', () => {
  const first = message(1, { createdAt: '2026-11-21T12:00:00.000Z' });
  const soon = message(2, { createdAt: '2026-11-21T12:04:59.000Z' });
  const late = message(2, { createdAt: '2026-11-21T12:05:01.000Z' });

  it('joins what one person says within five minutes', () => {
    expect(placeOf(soon, first)).toEqual({ startsDay: false, startsGroup: false });
    expect(placeOf(late, first).startsGroup).toBe(true);
    expect(placeOf({ ...soon, userId: 'cy' }, first).startsGroup).toBe(true);
    expect(placeOf({ ...soon, replyToId: 'm1' }, first).startsGroup).toBe(true);
  });

  it('begins every day anew', () => {
    const next = message(2, { createdAt: '2026-11-23T12:00:00.000Z' });
    expect(placeOf(next, first)).toEqual({ startsDay: true, startsGroup: true });
    expect(placeOf(first, undefined).startsDay).toBe(true);
  });
});

describe('routes', () => {
  it.each(['/', '/c/1', '/c/1/people', '/new', '/sessions', '/join'])(
    '%s is read and written',
    (path) => {
      expect(pathOf(read(path))).toBe(path);
    },
  );

  it('lead home when nobody knows them', () => {
    expect(read('/nowhere/at/all')).toEqual({ at: 'home' });
  });
});

describe('devices', () => {
  it('have a name that a person knows', () => {
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1';
    expect(deviceOf(phone)).toEqual({ name: 'Safari on iPhone', phone: true });
    expect(deviceOf('parley-java/0.1')).toEqual({ name: 'parley-java/0.1', phone: false });
    expect(deviceOf(null).name).toBe('Unknown device');
  });
});

import type { Task } from '@parley/sdk';
import { describe, expect, it } from 'vitest';
import { askedBefore, fitting, taskOfUrl, withTitle } from '../src/messages/citing.ts';

const task = (title: string) => ({ id: title, title }) as Task;

describe('a task that is cited', () => {
  it('is asked for behind a hash that begins a word', () => {
    expect(askedBefore('See #boo', 8)).toBe('boo');
    expect(askedBefore('#', 1)).toBe('');
    expect(askedBefore('#book the v', 11)).toBe('book the v');
    expect(askedBefore('See #boo now', 8)).toBe('boo');
    for (const text of ['C#', 'a#b', '# heading', 'see #a #', 'see #a\nb']) {
      const asked = askedBefore(text, text.length);
      expect(asked === null || asked === '').toBe(true);
    }
    expect(askedBefore('C# is', 5)).toBeNull();
    expect(askedBefore('# heading', 9)).toBeNull();
  });

  it('is named where it was asked for', () => {
    expect(withTitle('See #boo now', 8, 'Book it')).toEqual({
      text: 'See #Book it now',
      caret: 13,
    });
    expect(withTitle('#', 1, 'Book it')).toEqual({ text: '#Book it ', caret: 9 });
  });

  it('is found by all of the words, and first by how it begins', () => {
    const all = ['Rebook', 'Book the venue', 'The venue', 'Book a venue'].map(task);
    expect(fitting(all, 'book', 3).map(({ title }) => title)).toEqual([
      'Book the venue',
      'Book a venue',
      'Rebook',
    ]);
    expect(fitting(all, 'venue book', 9)).toHaveLength(2);
    expect(fitting(all, '', 2)).toHaveLength(2);
  });

  it('is what a URL of this app leads to', () => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8057';
    const here = 'https://parley.example.org';
    expect(taskOfUrl(`${here}/w/1/b/2/t/${id}`, here)).toBe(id);
    expect(taskOfUrl(`${here}/w/1/b/2/list/t/${id}?label=x`, here)).toBe(id);
    expect(taskOfUrl(`https://elsewhere.example/w/1/b/2/t/${id}`, here)).toBeNull();
    expect(taskOfUrl('no url', here)).toBeNull();
  });
});

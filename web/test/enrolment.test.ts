import type { EnrolmentRule } from '@parley/sdk';
import { describe, expect, it } from 'vitest';
import { definitionOf, draftOf, EMPTY, emptyFor, mayWrite } from '../src/enrolment/draft.ts';

describe('a rule in the form', () => {
  it('reads domains whatever is between them', () => {
    const draft = { ...EMPTY, name: ' Staff ', domains: ' a.example\nb.example, c.example ' };
    const told = definitionOf(draft, true);
    expect(told?.criteria).toEqual({ domains: ['a.example', 'b.example', 'c.example'] });
    expect(told?.name).toBe('Staff');
    expect(definitionOf({ ...draft, domains: '  ' }, true)).toBeNull();
  });

  it('reads what is noted, with numbers and truth values as such', () => {
    const conditions = 'department = sales, support\nlevel = 3\nhead = true\ncode = "12"';
    const told = definitionOf({ ...EMPTY, type: 'user_metadata', conditions }, false);
    expect(told?.criteria.all).toEqual([
      { key: 'department', in: ['sales', 'support'] },
      { key: 'level', in: [3] },
      { key: 'head', in: [true] },
      { key: 'code', in: ['12'] },
    ]);
    const half = { ...EMPTY, type: 'user_metadata' as const, conditions: 'department' };
    expect(definitionOf(half, false)).toBeNull();
  });

  it('goes by names alone for those who do not administer the organisation', () => {
    expect(emptyFor('member').type).toBe('manual');
    expect(emptyFor('admin')).toEqual(EMPTY);
    expect(mayWrite('member', 'email_domain')).toBe(false);
    expect(mayWrite('member', 'manual')).toBe(true);
    expect(mayWrite('owner', 'user_metadata')).toBe(true);
  });

  it('comes back as it was', () => {
    const conditions = 'code = "12", 3\nhead = true';
    const draft = { ...EMPTY, name: 'N', type: 'user_metadata' as const, conditions };
    const told = definitionOf(draft, true);
    expect(draftOf(told as EnrolmentRule)).toEqual(draft);
  });
});

import type { SwitchChange } from '@parley/sdk';
import { describe, expect, it } from 'vitest';
import { PHASES, phaseOf, settingOf, shareOf, toldOf } from '../src/rollout/phase.ts';

describe('phases', () => {
  it('are read back as they were chosen', () => {
    for (const phase of PHASES) expect(phaseOf(settingOf(phase, 5))).toBe(phase);
  });

  it('are everyone where the general group is named', () => {
    const groups = ['internal', 'beta', 'general'] as const;
    expect(phaseOf({ state: 'phased', groups: [...groups], percentage: 0 })).toBe('on');
  });

  it('take shares to two decimals, and nothing else', () => {
    expect(['10', '0,5', '12.345', '100'].map(shareOf)).toEqual([10, 0.5, 12.35, 100]);
    expect(['', '0', '-1', '101', 'x'].map(shareOf)).toEqual([null, null, null, null, null]);
  });
});

describe('history', () => {
  const change = (over: Partial<SwitchChange>): SwitchChange => ({
    id: 'c',
    kind: 'switch',
    userId: null,
    version: 1,
    changedBy: 'a',
    changedAt: '2026-11-21T06:30:00.000Z',
    before: null,
    after: null,
    ...over,
  });
  const told = (over: Partial<SwitchChange>) => toldOf(change(over), (id) => `name of ${id}`);

  it('says what became of it', () => {
    const setting = settingOf('share', 12.5);
    expect(told({ after: { description: '', setting } })).toBe('Internal and beta and 12.5%');
    expect(told({ after: { description: '', setting: settingOf('off', 0) } })).toBe('off');
    expect(told({ kind: 'default', after: settingOf('on', 0) })).toBe('default: on');
    expect(told({ kind: 'person', userId: 'b', after: true })).toBe('for name of b: on');
    expect(told({ kind: 'person', userId: 'b' })).toBe('for name of b: taken back');
    expect(told({ kind: 'group', userId: 'b', before: 'general', after: 'beta' })).toBe(
      'name of b: General → Beta',
    );
  });
});

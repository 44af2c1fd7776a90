import type { SwitchChange, SwitchSetting } from '@parley/sdk';
import { words } from '../shell/strings.ts';

/** The phases as a person chooses them. */
export const PHASES = ['off', 'internal', 'beta', 'share', 'on'] as const;

export type Phase = (typeof PHASES)[number];

export function phaseOf({ state, groups, percentage }: SwitchSetting): Phase {
  if (state !== 'phased') return state;
  if (groups.includes('general')) return 'on';
  if (percentage > 0) return 'share';
  if (groups.includes('beta')) return 'beta';
  return groups.includes('internal') ? 'internal' : 'off';
}

export function settingOf(phase: Phase, percentage: number): SwitchSetting {
  switch (phase) {
    case 'off':
    case 'on':
      return { state: phase, groups: [], percentage: 0 };
    case 'internal':
      return { state: 'phased', groups: ['internal'], percentage: 0 };
    case 'beta':
      return { state: 'phased', groups: ['internal', 'beta'], percentage: 0 };
    case 'share':
      return { state: 'phased', groups: ['internal', 'beta'], percentage };
  }
}

/** A share that the server takes: to two decimals, and not nothing. */
export function shareOf(text: string): number | null {
  const value = Number(text.replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0 || value > 100) return null;
  return Math.round(value * 100) / 100;
}

/** What became of it, in a few words. */
export function toldOf(change: SwitchChange, nameOf: (userId: string) => string): string {
  const { changed } = words.rollout;
  if (change.kind === 'group' && change.userId !== null) {
    return changed.group(nameOf(change.userId), groupOf(change.before), groupOf(change.after));
  }
  const what = wordsOf(change.after);
  if (change.kind === 'person' && change.userId !== null) {
    return changed.person(nameOf(change.userId), what);
  }
  return change.kind === 'default' ? changed.default(what) : what;
}

function groupOf(value: SwitchChange['after']): string {
  const { groupOf: names } = words.rollout;
  return typeof value === 'string' ? names[value] : names.general;
}

function wordsOf(value: SwitchChange['after']): string {
  const { changed, phases } = words.rollout;
  if (value === null) return changed.taken;
  if (typeof value === 'string') return groupOf(value);
  if (typeof value === 'boolean') return value ? changed.on : changed.off;
  const setting = 'setting' in value ? value.setting : value;
  if (setting.state !== 'phased') return setting.state === 'on' ? changed.on : changed.off;
  const phase = phaseOf({ ...setting, percentage: 0 });
  return changed.phased(phase === 'off' ? '' : phases[phase], setting.percentage);
}

import { words } from '../shell/strings.ts';

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/HeadlessChrome|Chromium/, 'Chromium'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** A person's word for a device, from what its browser says of itself. */
export function deviceOf(userAgent: string | null): { name: string; phone: boolean } {
  const agent = userAgent ?? '';
  const browser = BROWSERS.find(([pattern]) => pattern.test(agent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(agent))?.[1];
  const phone = /iPhone|Android.*Mobile/.test(agent);
  if (browser !== undefined && system !== undefined) {
    return { name: words.sessions.on(browser, system), phone };
  }
  const first = agent.split(/[\s(]/)[0]?.slice(0, 60);
  return { name: browser ?? system ?? (first || words.sessions.unknown), phone };
}

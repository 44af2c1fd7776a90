import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const css = readFileSync(
  fileURLToPath(new URL('../src/shell/tokens.css', import.meta.url)),
  'utf8',
);

type Rgb = [number, number, number];

/** OKLCH to linear sRGB, clipped to what a screen shows. */
function linear(l: number, c: number, h: number): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  const rgb: Rgb = [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
  return rgb.map((part) => Math.min(1, Math.max(0, part))) as Rgb;
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((oklch\(.+?\)), (oklch\(.+?\))\);/g)].map(
    ([, name, day, night]) => [name as string, { day: day as string, night: night as string }],
  ),
);

function colour(name: string, time: 'day' | 'night', hue = 0): Rgb {
  const value = tokens.get(name)?.[time].replace('var(--hue)', String(hue));
  const parts = value?.match(/[\d.]+/g)?.map(Number);
  if (parts?.length !== 3) throw new Error(`no colour ${name}`);
  return linear(...(parts as [number, number, number]));
}

const grounds = ['ground', 'side', 'raised', 'hover', 'side-hover', 'chosen'];
const texts: [string, string[]][] = [
  ['text', [...grounds, 'accent-wash', 'danger-wash', 'warn-wash']],
  ['soft', [...grounds, 'warn-wash']],
  ['link', ['ground', 'hover', 'raised', 'accent-wash']],
  ['danger', ['ground', 'hover', 'raised', 'danger-wash', 'side']],
  ['fresh', ['ground', 'hover']],
  ['on-accent', ['accent', 'accent-hover']],
];
const marks: [string, string[]][] = [
  ['accent', ['ground', 'side', 'raised']],
  ['edge', ['ground', 'raised']],
  ['online', ['ground', 'side', 'raised']],
  ['away', ['ground', 'side', 'raised']],
  ['gone', ['ground', 'side', 'raised']],
];

function cases(uses: [string, string[]][]) {
  return uses.flatMap(([front, backs]) =>
    backs.flatMap((back) => (['day', 'night'] as const).map((time) => ({ front, back, time }))),
  );
}

describe('contrast', () => {
  it.each(cases(texts))('$front on $back by $time can be read', ({ front, back, time }) => {
    expect(contrast(colour(front, time), colour(back, time))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(cases(marks))('$front on $back by $time can be seen', ({ front, back, time }) => {
    expect(contrast(colour(front, time), colour(back, time))).toBeGreaterThanOrEqual(3);
  });

  it.each(['day', 'night'] as const)('initials can be read on every hue by %s', (time) => {
    for (let hue = 0; hue < 360; hue += 5) {
      const ratio = contrast(colour('avatar-text', time, hue), colour('avatar-ground', time, hue));
      expect(ratio, `hue ${hue}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

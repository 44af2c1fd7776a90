import type { CSSProperties } from 'react';

/** An avatar for where nobody is signed in yet, so that no presence is known. */
export function Avatar({ hue, name }: { hue: number; name: string }) {
  return (
    <span
      className="avatar avatar-large"
      style={{ '--hue': hue } as CSSProperties}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}

export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/u).filter(Boolean);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return letters.map((part) => Array.from(part ?? '')[0]?.toLocaleUpperCase() ?? '').join('');
}

/** A hue that is always the same for one id, and spread evenly over many. */
export function hueOf(id: string): number {
  let hash = 2166136261;
  for (const letter of id) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  return Math.floor(((hash >>> 0) * 137.508) % 360);
}

/** Keyboard shortcuts: how they are spelled, shown and matched. */
const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

export const keys = {
  palette: 'mod+k',
  new: 'mod+j',
  people: 'mod+i',
  previous: 'alt+arrowup',
  following: 'alt+arrowdown',
  unread: 'alt+shift+arrowdown',
  help: 'mod+/',
} as const;

export function matches(event: KeyboardEvent, spelled: string): boolean {
  const parts = spelled.split('+');
  const key = parts.at(-1);
  const mod = apple ? event.metaKey : event.ctrlKey;
  const other = apple ? event.ctrlKey : event.metaKey;
  return (
    event.key.toLowerCase() === key &&
    mod === parts.includes('mod') &&
    !other &&
    event.altKey === parts.includes('alt') &&
    event.shiftKey === parts.includes('shift')
  );
}

const signs: Record<string, [apple: string, other: string]> = {
  mod: ['⌘', 'Ctrl+'],
  alt: ['⌥', 'Alt+'],
  shift: ['⇧', 'Shift+'],
  arrowup: ['↑', '↑'],
  arrowdown: ['↓', '↓'],
  enter: ['↵', 'Enter'],
  escape: ['esc', 'Esc'],
};

export function shown(spelled: string): string {
  return spelled
    .split('+')
    .map((part) => signs[part]?.[apple ? 0 : 1] ?? part.toUpperCase())
    .join('');
}

/** For `aria-keyshortcuts`. */
export function spoken(spelled: string): string {
  const names: Record<string, string> = {
    mod: apple ? 'Meta' : 'Control',
    alt: 'Alt',
    shift: 'Shift',
    arrowup: 'ArrowUp',
    arrowdown: 'ArrowDown',
  };
  return spelled
    .split('+')
    .map((part) => names[part] ?? part.toUpperCase())
    .join('+');
}

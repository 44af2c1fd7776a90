import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

/**
 * A button that opens something small: focus goes to its first item, arrows go through the items,
 * Escape and a press elsewhere close it.
 */
export function useMenu(items = '[role^=menuitem]') {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>(items)?.focus();
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open, items]);

  const press = (event: KeyboardEvent) => {
    const all = [...(root.current?.querySelectorAll<HTMLElement>(items) ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape') {
      event.stopPropagation();
      setOpen(false);
      trigger.current?.focus();
    } else if (step !== 0) {
      event.preventDefault();
      all[(at + step + all.length) % all.length]?.focus();
    }
  };
  return {
    open,
    root,
    trigger,
    toggle: () => setOpen(!open),
    press: open ? press : undefined,
    /** Closes, and does it. */
    choose: (action: () => void) => () => {
      setOpen(false);
      action();
    },
  };
}

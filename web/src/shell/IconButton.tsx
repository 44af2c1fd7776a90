import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { shown, spoken } from './keys.ts';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  icon: LucideIcon;
  label: string;
  shortcut?: string | undefined;
  tip?: 'above' | 'below' | 'below-end' | 'above-end' | 'above-start';
  ref?: Ref<HTMLButtonElement>;
};

/** A button that is an icon; its tooltip says its name and its key. */
export function IconButton({
  icon: Icon,
  label,
  shortcut,
  tip = 'below',
  className,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`icon-button ${className ?? ''}`}
      aria-label={label}
      aria-keyshortcuts={shortcut === undefined ? undefined : spoken(shortcut)}
      data-tip={shortcut === undefined ? label : `${label}  ${shown(shortcut)}`}
      data-tip-at={tip}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </button>
  );
}

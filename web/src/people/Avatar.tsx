import type { CSSProperties } from 'react';
import { useSelect } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import { hueOf, initialsOf } from './StillAvatar.tsx';

interface Props {
  id: string;
  name: string;
  size?: 'small' | 'medium' | 'large';
  presence?: boolean;
}

/** Initials on a colour that belongs to the person. */
export function Avatar({ id, name, size = 'medium', presence = false }: Props) {
  return (
    <span
      className={`avatar avatar-${size}`}
      style={{ '--hue': hueOf(id) } as CSSProperties}
      aria-hidden="true"
    >
      {initialsOf(name)}
      {presence && <PresenceDot id={id} />}
    </span>
  );
}

function PresenceDot({ id }: { id: string }) {
  const status = useSelect((state) => state.presence[id]?.status ?? null);
  return status === null ? null : <span className={`dot dot-${status}`} />;
}

/** Presence in a word, for those who do not see the dot. */
export function PresenceWord({ id }: { id: string }) {
  const status = useSelect((state) => state.presence[id]?.status ?? null);
  return status === null ? null : <span className="sr-only">{words.conversation[status]}</span>;
}

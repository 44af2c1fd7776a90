import type { Role } from '@parley/sdk';
import { useId } from 'react';
import { words } from '../shell/strings.ts';

const ROLES: readonly Role[] = ['owner', 'admin', 'member', 'guest'];

interface Props {
  label: string;
  /** Whether the label is seen as well. */
  shown?: boolean;
  /** The role of the one who chooses: an admin makes no owners. */
  by: Role;
  role: Role;
  without?: Role;
  onRole: (role: Role) => void;
}

export function RoleChoice({ label, shown = false, by, role, without, onRole }: Props) {
  const id = useId();
  const offered = ROLES.filter((each) => each !== without && (each !== 'owner' || by === 'owner'));
  return (
    <span className="field crew-role">
      <label className={shown ? 'field-label' : 'sr-only'} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={role}
        onChange={(event) => onRole(event.target.value as Role)}
      >
        {offered.map((each) => (
          <option key={each} value={each}>
            {words.crew.roles[each]}
          </option>
        ))}
      </select>
    </span>
  );
}

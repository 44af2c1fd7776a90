import type { Member, Role, Workspace } from '@parley/sdk';
import { UserMinus, UserPlus } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import { Avatar } from '../people/Avatar.tsx';
import type { Person } from '../people/acquaintances.ts';
import { PeoplePicker } from '../people/PeoplePicker.tsx';
import { useTalk, useWork } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { words } from '../shell/strings.ts';
import type { Attempt } from './CrewPage.tsx';
import { RoleChoice } from './RoleChoice.tsx';

interface Props {
  workspace: Workspace;
  governs: boolean;
  attempt: Attempt;
}

const NONE: readonly Member[] = [];
const SHOWN = 100;

/** Who is in it, as what; for those who may, with the ways to change that. */
export function Members({ workspace, governs, attempt }: Props) {
  const members = useWork((state) => state.plans[workspace.id]?.members ?? NONE);
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState(SHOWN);
  const sorted = useMemo(
    () => [...members].sort((a, b) => a.displayName.localeCompare(b.displayName)),
    [members],
  );
  return (
    <section className="crew" aria-labelledby="crew-members">
      <header className="crew-head">
        <h2 className="crew-title" id="crew-members">
          {words.crew.members} <span className="soft">{members.length}</span>
        </h2>
        {governs && !adding && (
          <button type="button" className="button" onClick={() => setAdding(true)}>
            <UserPlus size={14} strokeWidth={1.75} aria-hidden />
            {words.crew.add}
          </button>
        )}
      </header>
      {adding && (
        <Add
          workspace={workspace}
          present={members.map(({ userId }) => userId)}
          attempt={attempt}
          onDone={() => setAdding(false)}
        />
      )}
      <ul className="crew-list">
        {sorted.slice(0, shown).map((member) => (
          <Row key={member.userId} {...{ member, workspace, governs, attempt }} />
        ))}
      </ul>
      {sorted.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + SHOWN)}>
          {words.crew.more(sorted.length - shown)}
        </button>
      )}
    </section>
  );
}

function Row({ member, workspace, governs, attempt }: Props & { member: Member }) {
  const { parley } = useTalk();
  const [asking, setAsking] = useState(false);
  const { userId, displayName, role } = member;
  const me = userId === parley.me.id;
  const may = governs && (workspace.role === 'owner' || role !== 'owner');
  return (
    <li className="crew-row">
      <Avatar id={userId} name={displayName} />
      <span className="person-name" dir="auto">
        {displayName} {me && <span className="soft">({words.people.you})</span>}
      </span>
      {may ? (
        <RoleChoice
          label={words.crew.roleOf(displayName)}
          by={workspace.role}
          role={role}
          onRole={(next: Role) =>
            void attempt(() => parley.workspaces.changeRole(workspace.id, userId, next))
          }
        />
      ) : (
        <span className="meta">{words.crew.roles[role]}</span>
      )}
      {may && !me && (
        <IconButton
          icon={UserMinus}
          label={words.crew.remove(displayName)}
          tip="above-end"
          onClick={() => setAsking(true)}
        />
      )}
      {asking && (
        <div className="crew-ask">
          <p>{words.crew.removeAsk(displayName)}</p>
          <div className="panel-buttons">
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {words.messages.cancel}
            </button>
            <button
              type="button"
              className="button button-danger"
              onClick={() => {
                setAsking(false);
                void attempt(() => parley.workspaces.remove(workspace.id, userId));
              }}
            >
              {words.crew.removeYes}
            </button>
          </div>
        </div>
      )}
    </li>
  );
}

interface AddProps {
  workspace: Workspace;
  present: readonly string[];
  attempt: Attempt;
  onDone: () => void;
}

function Add({ workspace, present, attempt, onDone }: AddProps) {
  const { parley } = useTalk();
  const [chosen, setChosen] = useState<Person[]>([]);
  const [role, setRole] = useState<Role>('member');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length === 0) return;
    const ids = chosen.map(({ id }) => id);
    if (await attempt(() => parley.workspaces.add(workspace.id, ids, role))) onDone();
  };
  return (
    <form className="crew-form" onSubmit={(event) => void submit(event)}>
      <PeoplePicker
        label={words.crew.add}
        chosen={chosen}
        onChange={setChosen}
        excluded={present}
        autoFocus
      />
      <RoleChoice
        label={words.crew.addRole}
        shown
        by={workspace.role}
        role={role}
        onRole={setRole}
      />
      <div className="panel-buttons">
        <button type="button" className="button" onClick={onDone}>
          {words.messages.cancel}
        </button>
        <button type="submit" className="button button-accent" disabled={chosen.length === 0}>
          {words.crew.added}
        </button>
      </div>
    </form>
  );
}

import type { RolloutGroup, RolloutMember } from '@parley/sdk';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '../people/Avatar.tsx';
import type { Person } from '../people/acquaintances.ts';
import { PeoplePicker } from '../people/PeoplePicker.tsx';
import { useTalk } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { words } from '../shell/strings.ts';
import { History } from './History.tsx';
import { usePersonName } from './usePersonName.ts';

/** Who gets features early. */
export function Groups({
  members,
  round,
  onChanged,
}: {
  members: RolloutMember[];
  /** Another one after every change, so that the history is read again. */
  round: number;
  onChanged: () => Promise<void>;
}) {
  const { parley } = useTalk();
  const [chosen, setChosen] = useState<Person[]>([]);
  const [failed, setFailed] = useState(false);
  const [open, setOpen] = useState(false);
  const nameOf = usePersonName(members.map((each) => each.userId));

  const put = async (userIds: string[], group: RolloutGroup) => {
    setFailed(false);
    try {
      for (const userId of userIds) await parley.features.switches.putMember(userId, group);
      setChosen([]);
    } catch {
      setFailed(true);
    }
    await onChanged();
  };

  return (
    <section aria-label={words.rollout.groups} className="rollout">
      <h2 className="rollout-heading">{words.rollout.groups}</h2>
      <p className="soft">{words.rollout.groupsLead}</p>
      <div className="switch">
        {members.length === 0 && <p className="soft">{words.rollout.groupsNone}</p>}
        <ul className="switch-people">
          {members.map(({ userId, group }) => (
            <li key={userId} className="switch-person">
              <Avatar id={userId} name={nameOf(userId)} size="small" />
              <span dir="auto">{nameOf(userId)}</span>
              <span className="meta">{words.rollout.groupOf[group]}</span>
              <IconButton
                icon={X}
                label={words.rollout.takeOut(nameOf(userId))}
                tip="above-end"
                onClick={() => void put([userId], 'general')}
              />
            </li>
          ))}
        </ul>
        <PeoplePicker
          label={words.rollout.add}
          chosen={chosen}
          onChange={setChosen}
          excluded={[]}
        />
        <div className="switch-line">
          {(['internal', 'beta'] as const).map((group) => (
            <button
              key={group}
              type="button"
              className="button"
              disabled={chosen.length === 0}
              onClick={() =>
                void put(
                  chosen.map((each) => each.id),
                  group,
                )
              }
            >
              {group === 'internal' ? words.rollout.addInternal : words.rollout.addBeta}
            </button>
          ))}
          <button
            type="button"
            className="button"
            aria-expanded={open}
            aria-label={words.rollout.groupsHistory}
            onClick={() => setOpen(!open)}
          >
            {words.rollout.history}
          </button>
        </div>
        {open && <History of={null} round={round} />}
        {failed && (
          <p className="danger" role="alert">
            {words.rollout.changeFailed}
          </p>
        )}
      </div>
    </section>
  );
}

import type { SwitchPerson } from '@parley/sdk';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Avatar } from '../people/Avatar.tsx';
import type { Person } from '../people/acquaintances.ts';
import { PeoplePicker } from '../people/PeoplePicker.tsx';
import { useTalk } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { words } from '../shell/strings.ts';
import { usePersonName } from './usePersonName.ts';

interface Props {
  of: string;
  round: number;
  onChanged: () => Promise<void>;
}

/** Whom a feature is decided for one by one. */
export function OneByOne({ of: key, round, onChanged }: Props) {
  const { parley } = useTalk();
  const [people, setPeople] = useState<SwitchPerson[] | null>(null);
  const [chosen, setChosen] = useState<Person[]>([]);
  const [failed, setFailed] = useState(false);
  const nameOf = usePersonName((people ?? []).map((each) => each.userId));

  // biome-ignore lint/correctness/useExhaustiveDependencies: read again after every change
  useEffect(() => {
    let over = false;
    parley.features.switches.get(key).then(
      (found) => !over && setPeople(found.people),
      () => !over && setFailed(true),
    );
    return () => {
      over = true;
    };
  }, [parley, key, round]);

  const attempt = async (change: () => Promise<void>) => {
    setFailed(false);
    try {
      await change();
    } catch {
      setFailed(true);
    }
    await onChanged();
  };
  const decide = (value: boolean) =>
    attempt(async () => {
      for (const { id } of chosen) await parley.features.switches.decide(key, id, value);
      setChosen([]);
    });

  return (
    <div className="switch-more">
      {people === null && !failed && <p className="soft">{words.rollout.loading}</p>}
      {people?.length === 0 && <p className="soft">{words.rollout.peopleNone}</p>}
      <ul className="switch-people">
        {(people ?? []).map(({ userId, value }) => (
          <li key={userId} className="switch-person">
            <Avatar id={userId} name={nameOf(userId)} size="small" />
            <span dir="auto">{nameOf(userId)}</span>
            <span className="meta">{value ? words.rollout.has : words.rollout.hasNot}</span>
            <IconButton
              icon={X}
              label={words.rollout.leave(nameOf(userId))}
              tip="above-end"
              onClick={() => void attempt(() => parley.features.switches.undecide(key, userId))}
            />
          </li>
        ))}
      </ul>
      <PeoplePicker label={words.rollout.add} chosen={chosen} onChange={setChosen} excluded={[]} />
      <div className="switch-line">
        {[true, false].map((value) => (
          <button
            key={String(value)}
            type="button"
            className="button"
            disabled={chosen.length === 0}
            onClick={() => void decide(value)}
          >
            {value ? words.rollout.addOn : words.rollout.addOff}
          </button>
        ))}
      </div>
      {failed && (
        <p className="danger" role="alert">
          {words.rollout.changeFailed}
        </p>
      )}
    </div>
  );
}

import { type FeatureSwitch, ParleyError, type RolloutMember } from '@parley/sdk';
import { type FormEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTalk } from '../shell/hooks.ts';
import { ListedPage } from '../shell/ListedPage.tsx';
import { words } from '../shell/strings.ts';
import { Groups } from './Groups.tsx';
import './rollout.css';
import { SwitchCard } from './SwitchCard.tsx';

type Listed =
  | { phase: 'loading' | 'failed' | 'forbidden' }
  | { phase: 'ready'; switches: FeatureSwitch[]; members: RolloutMember[]; round: number };

const KEY = /^[a-z][a-z0-9.-]{0,63}$/;

/** Who has which feature, for administrators; kept up to date. */
export default function RolloutPage() {
  const { parley } = useTalk();
  const [listed, setListed] = useState<Listed>({ phase: 'loading' });
  const round = useRef(0);

  const load = useCallback(async () => {
    const mine = ++round.current;
    const { switches } = parley.features;
    try {
      const [found, members] = await Promise.all([switches.list(), switches.members()]);
      if (mine === round.current) {
        setListed({ phase: 'ready', switches: found, members, round: mine });
      }
    } catch (error) {
      if (mine !== round.current) return;
      const forbidden = error instanceof ParleyError && error.code === 'forbidden';
      setListed((now) =>
        now.phase === 'ready' ? now : { phase: forbidden ? 'forbidden' : 'failed' },
      );
    }
  }, [parley]);

  useEffect(() => {
    void load();
    return parley.features.told.listen(() => void load());
  }, [parley, load]);

  return (
    <ListedPage
      say={words.rollout}
      phase={listed.phase}
      rows={[40, 55, 45]}
      onRetry={() => void load()}
    >
      {listed.phase === 'ready' && (
        <div className="rollout">
          {listed.switches.map((each) => (
            <SwitchCard key={each.key} of={each} round={listed.round} onChanged={load} />
          ))}
          <NewSwitch onMade={load} />
          <Groups members={listed.members} round={listed.round} onChanged={load} />
        </div>
      )}
    </ListedPage>
  );
}

function NewSwitch({ onMade }: { onMade: () => Promise<void> }) {
  const { parley } = useTalk();
  const id = useId();
  const [key, setKey] = useState('');
  const [fault, setFault] = useState<string | null>(null);

  const make = async (event: FormEvent) => {
    event.preventDefault();
    if (!KEY.test(key)) {
      setFault(words.rollout.newBad);
      return;
    }
    try {
      await parley.features.switches.put(key, { version: 0, state: 'off' });
      setKey('');
      setFault(null);
    } catch (error) {
      setFault(error instanceof ParleyError ? error.message : words.rollout.changeFailed);
    }
    await onMade();
  };

  return (
    <form className="switch switch-new" onSubmit={(event) => void make(event)}>
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {words.rollout.newKey}
        </label>
        <div className="switch-line">
          <input
            id={id}
            className="input"
            value={key}
            maxLength={64}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            aria-describedby={`${id}-hint`}
            aria-invalid={fault !== null}
            onChange={(event) => setKey(event.target.value)}
          />
          <button type="submit" className="button" disabled={key === ''}>
            {words.rollout.create}
          </button>
        </div>
        <p id={`${id}-hint`} className={fault === null ? 'meta' : 'danger'}>
          {fault ?? words.rollout.newHint}
        </p>
      </div>
    </form>
  );
}

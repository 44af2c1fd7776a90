import { type FeatureSwitch, ParleyError, type RolloutMember } from '@parley/sdk';
import { ChevronLeft } from 'lucide-react';
import { type FormEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTalk } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { back } from '../shell/router.ts';
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
    <main className="main">
      <header className="head">
        <IconButton
          icon={ChevronLeft}
          label={words.rollout.back}
          tip="below"
          onClick={() => back({ at: 'home' })}
        />
        <h1 className="head-title head-alone">{words.rollout.title}</h1>
      </header>
      <div className="page">
        <p className="soft">{words.rollout.lead}</p>
        {listed.phase === 'loading' && (
          <div className="skeleton" role="status" aria-label={words.rollout.loading}>
            {[40, 55, 45].map((width) => (
              <div key={width} className="skeleton-row">
                <span className="skeleton-lines">
                  <span style={{ inlineSize: `${width}%` }} />
                  <span style={{ inlineSize: `${width - 15}%` }} />
                </span>
              </div>
            ))}
          </div>
        )}
        {listed.phase === 'forbidden' && <p role="alert">{words.rollout.forbidden}</p>}
        {listed.phase === 'failed' && (
          <div role="alert">
            <p>{words.rollout.failed}</p>
            <button type="button" className="button" onClick={() => void load()}>
              {words.conversation.retry}
            </button>
          </div>
        )}
        {listed.phase === 'ready' && (
          <div className="rollout">
            {listed.switches.map((each) => (
              <SwitchCard key={each.key} of={each} round={listed.round} onChanged={load} />
            ))}
            <NewSwitch onMade={load} />
            <Groups members={listed.members} onChanged={load} />
          </div>
        )}
      </div>
    </main>
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

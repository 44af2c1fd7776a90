import { type FeatureSwitch, ParleyError, type SwitchSetting } from '@parley/sdk';
import { useEffect, useId, useState } from 'react';
import { useTalk } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import { History } from './History.tsx';
import { OneByOne } from './OneByOne.tsx';
import { PHASES, type Phase, phaseOf, settingOf, shareOf } from './phase.ts';

interface Props {
  of: FeatureSwitch;
  /** Another one after every change, so that what is open is read again. */
  round: number;
  onChanged: () => Promise<void>;
}

/** One feature: its phase, whom it is decided for one by one, and what was changed. */
export function SwitchCard({ of, round, onChanged }: Props) {
  const { parley } = useTalk();
  const id = useId();
  const [phase, setPhase] = useState<Phase>(phaseOf(of));
  const [share, setShare] = useState(String(of.percentage || 10));
  const [open, setOpen] = useState<'people' | 'history' | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const { key, version } = of;
  const now = phaseOf(of);

  useEffect(() => {
    setPhase(now);
    if (of.percentage > 0) setShare(String(of.percentage));
  }, [now, of.percentage]);

  const attempt = async (change: () => Promise<unknown>) => {
    setFault(null);
    try {
      await change();
    } catch (error) {
      const stale = error instanceof ParleyError && error.code === 'stale';
      setFault(stale ? words.rollout.stale : words.rollout.changeFailed);
      setPhase(now);
    }
    await onChanged();
  };
  const put = (setting: SwitchSetting) => {
    const { description } = of;
    const change = { version, description, ...setting };
    return attempt(() => parley.features.switches.put(key, change));
  };
  const choose = (chosen: Phase) => {
    setPhase(chosen);
    if (chosen !== 'share') void put(settingOf(chosen, 0));
  };
  const percentage = shareOf(share);
  const toggle = (what: 'people' | 'history') => setOpen(open === what ? null : what);

  return (
    <section className="switch" data-switch={key} aria-label={key}>
      <div>
        <h2 className="switch-key">{key}</h2>
        {of.description !== '' && <p className="soft">{of.description}</p>}
      </div>
      <div className="switch-line">
        <label className="sr-only" htmlFor={id}>
          {words.rollout.phase(key)}
        </label>
        <select
          id={id}
          className="input"
          value={phase}
          onChange={(event) => choose(event.target.value as Phase)}
        >
          {PHASES.map((each) => (
            <option key={each} value={each}>
              {words.rollout.phases[each]}
            </option>
          ))}
        </select>
        {phase === 'share' && (
          <>
            <input
              className="input switch-share"
              inputMode="decimal"
              aria-label={words.rollout.percent}
              aria-invalid={percentage === null}
              value={share}
              onChange={(event) => setShare(event.target.value)}
            />
            <button
              type="button"
              className="button button-accent"
              disabled={percentage === null || (now === 'share' && percentage === of.percentage)}
              onClick={() => void put(settingOf('share', percentage ?? 0))}
            >
              {words.rollout.save}
            </button>
          </>
        )}
        {version > 0 && of.builtIn && (
          <button
            type="button"
            className="button"
            aria-label={words.rollout.clearLabel(key)}
            onClick={() => void attempt(() => parley.features.switches.delete(key))}
          >
            {words.rollout.clear}
          </button>
        )}
      </div>
      {version === 0 && <p className="meta">{words.rollout.standard}</p>}
      {fault !== null && (
        <p className="danger" role="alert">
          {fault}
        </p>
      )}
      <div className="switch-line">
        <button
          type="button"
          className="button"
          aria-expanded={open === 'people'}
          aria-label={`${words.rollout.people(of.people)}: ${words.rollout.peopleLabel(key)}`}
          onClick={() => toggle('people')}
        >
          {words.rollout.people(of.people)}
        </button>
        <button
          type="button"
          className="button"
          aria-expanded={open === 'history'}
          aria-label={words.rollout.historyLabel(key)}
          onClick={() => toggle('history')}
        >
          {words.rollout.history}
        </button>
      </div>
      {open === 'people' && <OneByOne of={key} round={round} onChanged={onChanged} />}
      {open === 'history' && <History of={key} round={round} />}
    </section>
  );
}

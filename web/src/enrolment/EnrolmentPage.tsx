import type { EnrolmentRule } from '@parley/sdk';
import { ChevronLeft } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTalk } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { back } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { RuleCard } from './RuleCard.tsx';
import { RuleForm } from './RuleForm.tsx';
import './enrolment.css';

type Listed =
  | { phase: 'loading' | 'failed' | 'forbidden' }
  | { phase: 'ready'; rules: EnrolmentRule[] };

/** The rules by which a workspace lets people in, for its owners and admins. */
export default function EnrolmentPage({ workspace }: { workspace: string }) {
  const { parley } = useTalk();
  const [listed, setListed] = useState<Listed>({ phase: 'loading' });
  const [making, setMaking] = useState(false);
  const say = words.enrolment;

  const load = useCallback(async () => {
    try {
      setListed({ phase: 'ready', rules: await parley.enrolment.list(workspace) });
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'code' in error && error.code;
      const denied = code === 'forbidden' || code === 'not_found';
      setListed({ phase: denied ? 'forbidden' : 'failed' });
    }
  }, [parley, workspace]);

  useEffect(() => void load(), [load]);

  return (
    <main className="main">
      <header className="head">
        <IconButton
          icon={ChevronLeft}
          label={say.back}
          tip="below"
          onClick={() => back({ at: 'home' })}
        />
        <h1 className="head-title head-alone">{say.title}</h1>
      </header>
      <div className="page">
        <p className="soft">{say.lead}</p>
        {listed.phase === 'loading' && (
          <div className="skeleton" role="status" aria-label={say.loading}>
            <div className="skeleton-row">
              <span className="skeleton-lines">
                <span style={{ inlineSize: '50%' }} />
                <span style={{ inlineSize: '35%' }} />
              </span>
            </div>
          </div>
        )}
        {listed.phase === 'forbidden' && <p role="alert">{say.forbidden}</p>}
        {listed.phase === 'failed' && (
          <div role="alert">
            <p>{say.failed}</p>
            <button type="button" className="button" onClick={() => void load()}>
              {say.retry}
            </button>
          </div>
        )}
        {listed.phase === 'ready' && (
          <>
            {listed.rules.length === 0 && !making && <p>{say.none}</p>}
            {making ? (
              <RuleForm
                workspace={workspace}
                rule={null}
                onClose={() => setMaking(false)}
                onSave={async (definition) => {
                  await parley.enrolment.create(workspace, definition);
                  setMaking(false);
                  await load();
                }}
              />
            ) : (
              <div className="rule-buttons">
                <button
                  type="button"
                  className="button button-accent"
                  onClick={() => setMaking(true)}
                >
                  {say.new}
                </button>
              </div>
            )}
            <ul className="rules">
              {listed.rules.map((rule) => (
                <RuleCard key={rule.id} rule={rule} onChanged={load} />
              ))}
            </ul>
          </>
        )}
      </div>
    </main>
  );
}

import type { EnrolmentRule } from '@parley/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useTalk, useWork } from '../shell/hooks.ts';
import { ListedPage } from '../shell/ListedPage.tsx';
import { words } from '../shell/strings.ts';
import { RuleCard } from './RuleCard.tsx';
import { RuleForm } from './RuleForm.tsx';
import './enrolment.css';

type Listed =
  | { phase: 'loading' | 'failed' | 'forbidden' }
  | { phase: 'ready'; rules: EnrolmentRule[] };

/** The rules by which a workspace lets people in, for its owners and admins. */
export default function EnrolmentPage({ workspace }: { workspace: string }) {
  const { parley, work } = useTalk();
  const known = useWork((state) => state.workspaces[workspace] !== undefined);
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
  // How runs end is told to those who follow the workspace.
  useEffect(() => {
    if (known) work.choose(workspace);
  }, [work, known, workspace]);

  return (
    <ListedPage say={say} phase={listed.phase} rows={[50]} onRetry={() => void load()}>
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
    </ListedPage>
  );
}

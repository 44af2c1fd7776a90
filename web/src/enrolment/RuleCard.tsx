import type {
  ChangedEnrolmentRule,
  EnrolmentDefinition,
  EnrolmentRule,
  EnrolmentRuleVersion,
  EnrolmentRun,
} from '@parley/sdk';
import { useCallback, useEffect, useState } from 'react';
import type { Person } from '../people/acquaintances.ts';
import { PeoplePicker } from '../people/PeoplePicker.tsx';
import { useNow, useSelect, useTalk } from '../shell/hooks.ts';
import { reason, words } from '../shell/strings.ts';
import { ago, fullTime } from '../shell/time.ts';
import { mayWrite } from './draft.ts';
import { RuleForm } from './RuleForm.tsx';

/** How often a run that is under way is looked at; that it has ended is told. */
const LOOK_MS = 5_000;

interface Props {
  rule: EnrolmentRule;
  onChanged: () => Promise<void>;
}

/** One rule: what it is about, how far it has got, and what can be done with it. */
export function RuleCard({ rule, onChanged }: Props) {
  const { parley } = useTalk();
  const [editing, setEditing] = useState(false);
  const [people, setPeople] = useState<Person[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const { run, look } = useRun(rule);
  const say = words.enrolment;
  const writes = useSelect((state) => mayWrite(state.me.role, rule.type));

  const attempt = async (action: () => Promise<unknown>) => {
    setFailure(null);
    try {
      await action();
      await onChanged();
      await look();
    } catch (error) {
      const stale = typeof error === 'object' && error !== null && 'code' in error;
      if (stale && error.code === 'stale') {
        await onChanged();
        setFailure(say.stale);
      } else setFailure(say.refused(reason(error)));
    }
  };
  const update = (definition: EnrolmentDefinition): Promise<ChangedEnrolmentRule> =>
    parley.enrolment.update(rule.workspaceId, rule.id, { ...definition, version: rule.version });
  const { name, type, criteria, actions } = rule;

  return (
    <li className="rule">
      <div className="rule-head">
        <h2 className="rule-name" dir="auto">
          {rule.name}
        </h2>
        <span className="meta">
          {rule.active ? say.active : say.inactive} · {say.version(rule.version)}
        </span>
      </div>
      <p className="soft" dir="auto">
        {say.types[rule.type]}
        {about(rule) === '' ? '' : `: ${about(rule)}`} · {say.roles[actions.role]}
      </p>
      {!writes && <p className="soft">{say.hidden}</p>}
      {run !== null && (
        <p className="meta" role="status">
          {say.progress[run.state]}
          {' · '}
          {run.kind === 'rollback'
            ? say.undone(run.undone, run.kept)
            : say.done(run.counts.joining, run.counts.raising)}
        </p>
      )}
      {editing ? (
        <RuleForm
          workspace={rule.workspaceId}
          rule={rule}
          onClose={() => setEditing(false)}
          onSave={async (definition) => {
            await update(definition);
            setEditing(false);
            await onChanged();
            await look();
          }}
        />
      ) : (
        <div className="rule-buttons">
          {writes && (
            <button type="button" className="button" onClick={() => setEditing(true)}>
              {say.edit}
            </button>
          )}
          {writes && rule.active && (
            <button
              type="button"
              className="button"
              onClick={() =>
                void attempt(() => update({ name, type, criteria, actions, active: false }))
              }
            >
              {say.deactivate}
            </button>
          )}
          <button
            type="button"
            className="button button-danger"
            title={say.removeHint}
            onClick={() => void attempt(() => parley.enrolment.delete(rule.workspaceId, rule.id))}
          >
            {say.remove}
          </button>
        </div>
      )}
      {rule.active && rule.type === 'manual' && !editing && (
        <div className="rule-form">
          <PeoplePicker label={say.named} chosen={people} onChange={setPeople} excluded={[]} />
          <button
            type="button"
            className="button"
            disabled={people.length === 0}
            onClick={() =>
              void attempt(async () => {
                const ids = people.map((person) => person.id);
                await parley.enrolment.run(rule.workspaceId, rule.id, ids);
                setPeople([]);
              })
            }
          >
            {say.run}
          </button>
        </div>
      )}
      {failure !== null && (
        <p className="danger" role="alert">
          {failure}
        </p>
      )}
      <Versions
        rule={rule}
        writes={writes}
        onBack={(version) =>
          void attempt(() =>
            parley.enrolment.rollback(rule.workspaceId, rule.id, {
              version,
              expectedVersion: rule.version,
            }),
          )
        }
      />
    </li>
  );
}

function about(rule: EnrolmentRule): string {
  const { domains, all } = rule.criteria;
  if (domains !== undefined) return domains.join(', ');
  return (all ?? []).map((each) => `${each.key} = ${each.in.join(', ')}`).join('; ');
}

/** The newest run, followed until it has ended. */
function useRun(rule: EnrolmentRule): { run: EnrolmentRun | null; look: () => Promise<void> } {
  const { parley, work } = useTalk();
  const [run, setRun] = useState<EnrolmentRun | null>(null);
  const { workspaceId, id } = rule;
  const look = useCallback(async () => {
    try {
      setRun((await parley.enrolment.runs(workspaceId, id))[0] ?? null);
    } catch {
      // The rule itself tells what is wrong.
    }
  }, [parley, workspaceId, id]);
  const open = run?.state === 'pending' || run?.state === 'running';

  useEffect(() => void look(), [look]);
  useEffect(
    () => work.enrolled.listen((ended) => void (ended.ruleId === id && look())),
    [work, id, look],
  );
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [open, look]);
  return { run, look };
}

interface VersionsProps {
  rule: EnrolmentRule;
  writes: boolean;
  onBack: (version: number) => void;
}

function Versions({ rule, writes, onBack }: VersionsProps) {
  const { parley } = useTalk();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const [versions, setVersions] = useState<EnrolmentRuleVersion[] | null>(null);
  const say = words.enrolment;
  const { workspaceId, id, version: newest } = rule;

  useEffect(() => {
    if (!open || newest < 1) return;
    let gone = false;
    parley.enrolment.versions(workspaceId, id).then(
      (found) => !gone && setVersions(found),
      () => !gone && setVersions([]),
    );
    return () => {
      gone = true;
    };
  }, [parley, open, workspaceId, id, newest]);

  return (
    <details className="rule-versions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say.versions}</summary>
      {writes && <p className="soft">{say.rollbackHint}</p>}
      <ul>
        {versions?.map((each) => (
          <li key={each.version}>
            <span>
              {say.version(each.version)} · <span dir="auto">{each.name}</span>{' '}
              <time className="meta" dateTime={each.changedAt} title={fullTime(each.changedAt)}>
                {ago(each.changedAt, now)}
              </time>
            </span>
            {writes && each.version < newest && (
              <button type="button" className="button" onClick={() => onBack(each.version)}>
                {say.rollback(each.version)}
              </button>
            )}
          </li>
        ))}
        {writes && (
          <li>
            <button type="button" className="button button-danger" onClick={() => onBack(0)}>
              {say.rollback(0)}
            </button>
          </li>
        )}
      </ul>
    </details>
  );
}

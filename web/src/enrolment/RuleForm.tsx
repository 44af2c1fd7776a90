import type {
  Conversation,
  EnrolmentDefinition,
  EnrolmentDryRun,
  EnrolmentProspect,
  EnrolmentRule,
} from '@parley/sdk';
import { useId, useState } from 'react';
import type { Person } from '../people/acquaintances.ts';
import { PeoplePicker } from '../people/PeoplePicker.tsx';
import { useSelect, useTalk } from '../shell/hooks.ts';
import { reason, words } from '../shell/strings.ts';
import { type Draft, definitionOf, draftOf, emptyFor, mayWrite } from './draft.ts';

interface Props {
  workspace: string;
  rule: EnrolmentRule | null;
  onSave: (definition: EnrolmentDefinition) => Promise<void>;
  onClose: () => void;
}

/** A rule as it is written; what it would do is seen before it does it. */
export function RuleForm({ workspace, rule, onSave, onClose }: Props) {
  const { parley } = useTalk();
  const role = useSelect((state) => state.me.role);
  const [draft, setDraft] = useState<Draft>(rule === null ? emptyFor(role) : draftOf(rule));
  const [people, setPeople] = useState<Person[]>([]);
  const [told, setTold] = useState<EnrolmentDryRun | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const definition = definitionOf(draft, true);
  const named = draft.type === 'manual';
  const savable = definition !== null && definition.name !== '' && !busy;
  const say = words.enrolment;

  const change = (some: Partial<Draft>) => {
    setDraft({ ...draft, ...some });
    setTold(null);
  };
  const attempt = async (action: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    try {
      await action();
    } catch (error) {
      setFailure(reason(error));
    }
    setBusy(false);
  };
  const dryRun = async (after?: string) => {
    if (definition === null) return;
    const { type, criteria, actions } = definition;
    const found = await parley.enrolment.dryRun(workspace, {
      type,
      criteria,
      actions,
      ...(rule === null ? {} : { ruleId: rule.id }),
      ...(named ? { userIds: people.map((person) => person.id) } : {}),
      ...(after === undefined ? {} : { after }),
    });
    const before = after === undefined ? [] : (told?.people ?? []);
    setTold({ ...found, people: [...before, ...found.people] });
  };
  const save = (active: boolean) =>
    attempt(async () => {
      const whole = definitionOf(draft, active);
      if (whole !== null) await onSave(whole);
    });

  return (
    <form
      className="rule-form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => dryRun());
      }}
    >
      <RuleFields workspace={workspace} draft={draft} onChange={change} />
      {named && (
        <PeoplePicker
          label={say.people}
          chosen={people}
          onChange={(chosen) => {
            setPeople(chosen);
            setTold(null);
          }}
          excluded={[]}
        />
      )}
      <div className="rule-buttons">
        <button
          type="submit"
          className="button"
          disabled={definition === null || busy || (named && people.length === 0)}
        >
          {say.dryRun}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {say.cancel}
        </button>
      </div>
      {failure !== null && (
        <p className="danger" role="alert">
          {say.refused(failure)}
        </p>
      )}
      {told !== null && (
        <Told told={told} onMore={() => void attempt(() => dryRun(told.nextAfter ?? undefined))} />
      )}
      {(told !== null || named) && (
        <div className="rule-buttons">
          <button
            type="button"
            className="button button-accent"
            disabled={!savable}
            onClick={() => void save(true)}
          >
            {say.activate}
          </button>
          <button
            type="button"
            className="button"
            disabled={!savable}
            onClick={() => void save(false)}
          >
            {say.save}
          </button>
        </div>
      )}
    </form>
  );
}

interface FieldsProps {
  workspace: string;
  draft: Draft;
  onChange: (some: Partial<Draft>) => void;
}

function RuleFields({ workspace, draft, onChange }: FieldsProps) {
  const id = useId();
  const say = words.enrolment;
  const conversations = useSelect((state) => state.conversations);
  const role = useSelect((state) => state.me.role);
  const types = Object.entries(say.types).filter(([type]) => mayWrite(role, type as Draft['type']));
  const all = types.length === Object.keys(say.types).length;
  const groups = Object.values(conversations).filter((each) => looksAfter(each, workspace));
  const toggle = (group: string) =>
    draft.groups.includes(group)
      ? draft.groups.filter((each) => each !== group)
      : [...draft.groups, group];
  return (
    <>
      <label className="field">
        <span className="field-label">{say.name}</span>
        <input
          className="input"
          value={draft.name}
          maxLength={100}
          dir="auto"
          required
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </label>
      <label className="field">
        <span className="field-label">{say.type}</span>
        <select
          className="input"
          value={draft.type}
          aria-describedby={all ? undefined : `${id}-by-name`}
          onChange={(event) => onChange({ type: event.target.value as Draft['type'] })}
        >
          {types.map(([type, text]) => (
            <option key={type} value={type}>
              {text}
            </option>
          ))}
        </select>
        {!all && (
          <span className="meta" id={`${id}-by-name`}>
            {say.byName}
          </span>
        )}
      </label>
      {draft.type !== 'manual' && (
        <label className="field">
          <span className="field-label">
            {draft.type === 'email_domain' ? say.domains : say.conditions}
          </span>
          <textarea
            className="input"
            rows={3}
            aria-describedby={`${id}-hint`}
            value={draft.type === 'email_domain' ? draft.domains : draft.conditions}
            onChange={(event) =>
              onChange(
                draft.type === 'email_domain'
                  ? { domains: event.target.value }
                  : { conditions: event.target.value },
              )
            }
          />
          <span className="meta" id={`${id}-hint`}>
            {draft.type === 'email_domain' ? say.domainsHint : say.conditionsHint}
          </span>
        </label>
      )}
      <label className="field">
        <span className="field-label">{say.role}</span>
        <select
          className="input"
          value={draft.role}
          onChange={(event) => onChange({ role: event.target.value as Draft['role'] })}
        >
          {Object.entries(say.roles).map(([role, text]) => (
            <option key={role} value={role}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {groups.length > 0 && (
        <fieldset className="rule-groups">
          <legend className="field-label">{say.groups}</legend>
          {groups.map((group) => (
            <label key={group.id} className="rule-group">
              <input
                type="checkbox"
                checked={draft.groups.includes(group.id)}
                onChange={() => onChange({ groups: toggle(group.id) })}
              />
              <span dir="auto">{group.name}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

function looksAfter(conversation: Conversation, workspace: string): boolean {
  return conversation.workspaceId === workspace && conversation.role !== 'member';
}

function Told({ told, onMore }: { told: EnrolmentDryRun; onMore: () => void }) {
  const say = words.enrolment;
  const counts = Object.entries(say.counts) as [keyof typeof say.counts, string][];
  return (
    <section className="rule-told" aria-label={say.dryRun}>
      <p className="strong" role="status">
        {say.wouldJoin(told.counts.joining)}
      </p>
      <dl className="rule-counts">
        {counts.map(([key, text]) => (
          <div key={key}>
            <dt>{text}</dt>
            <dd>{told.counts[key].toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
      {!told.complete && <p className="soft">{say.incomplete}</p>}
      {told.people.length === 0 && <p className="soft">{say.nobody}</p>}
      {told.people.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls takes the keys
        <ul className="rule-people" tabIndex={0} aria-label={say.dryRun}>
          {told.people.map((person) => (
            <li key={person.userId}>
              <span dir="auto">{person.displayName}</span>
              <span className="soft">{outcome(person)}</span>
            </li>
          ))}
        </ul>
      )}
      {told.hasMore && (
        <button type="button" className="button" onClick={onMore}>
          {say.more}
        </button>
      )}
    </section>
  );
}

function outcome(person: EnrolmentProspect): string {
  return words.enrolment.outcomes[person.outcome];
}

import type { Invitation, Role, Workspace } from '@parley/sdk';
import { type FormEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { announce } from '../shell/Announcer.tsx';
import { useNow, useTalk } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import { fullTime, shortDate } from '../shell/time.ts';
import type { Attempt } from './CrewPage.tsx';
import { RoleChoice } from './RoleChoice.tsx';

interface Props {
  workspace: Workspace;
  attempt: Attempt;
}

type Listed = readonly Invitation[] | 'loading' | 'failed';

/** What lets people in: made, shown once, listed and taken back. */
export function Invitations({ workspace, attempt }: Props) {
  const { parley } = useTalk();
  const [listed, setListed] = useState<Listed>('loading');
  const [made, setMade] = useState<string | null>(null);

  const load = useCallback(async () => {
    try {
      setListed(await parley.workspaces.invitations(workspace.id));
    } catch {
      setListed('failed');
    }
  }, [parley, workspace.id]);
  useEffect(() => void load(), [load]);

  const revoke = async ({ id }: Invitation) => {
    if (await attempt(() => parley.workspaces.revoke(workspace.id, id))) await load();
  };
  return (
    <section className="crew" aria-labelledby="crew-invitations">
      <h2 className="crew-title" id="crew-invitations">
        {words.crew.invitations}
      </h2>
      <p className="soft">{words.crew.invitationsHint}</p>
      <Invite
        workspace={workspace}
        attempt={attempt}
        onMade={(url) => {
          setMade(url);
          void load();
        }}
      />
      {made !== null && <Made key={made} url={made} />}
      {listed === 'failed' && (
        <div role="alert">
          <p>{words.crew.invitationsFailed}</p>
          <button type="button" className="button" onClick={() => void load()}>
            {words.conversation.retry}
          </button>
        </div>
      )}
      {Array.isArray(listed) && listed.length === 0 && (
        <p className="meta">{words.crew.noInvitations}</p>
      )}
      {Array.isArray(listed) && (
        <ul className="crew-list">
          {listed.map((each) => (
            <Open key={each.id} invitation={each} onRevoke={() => void revoke(each)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Open({ invitation, onRevoke }: { invitation: Invitation; onRevoke: () => void }) {
  const now = useNow();
  const { email, role, uses, usesMax, expiresAt } = invitation;
  const whom = email ?? words.crew.anybody;
  return (
    <li className="crew-row">
      <span className="person-name">
        <span dir="auto">{whom}</span>
        <span className="meta crew-facts" title={fullTime(expiresAt)}>
          {[
            words.crew.roles[role],
            words.crew.used(uses, usesMax),
            words.crew.endsOn(shortDate(expiresAt, now)),
          ].join(' · ')}
        </span>
      </span>
      <button
        type="button"
        className="button"
        aria-label={words.crew.revokeOf(whom)}
        onClick={onRevoke}
      >
        {words.crew.revoke}
      </button>
    </li>
  );
}

/** The link is known this once: it stays until another is made. */
function Made({ url }: { url: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => input.current?.select(), []);
  const copy = async () => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
      announce(words.crew.copied);
    } catch {
      // It is selected, so that it can be copied by hand.
    }
  };
  return (
    <div className="note crew-made">
      <p>{words.crew.linkHint}</p>
      <div className="crew-link">
        <input
          ref={input}
          className="input"
          readOnly
          dir="ltr"
          aria-label={words.crew.link}
          value={url}
        />
        <button type="button" className="button button-accent" onClick={() => void copy()}>
          {copied ? words.crew.copied : words.crew.copy}
        </button>
      </div>
    </div>
  );
}

const USES_MAX = 1_000;
const EMAIL_LENGTH_MAX = 254;
const DAYS = [1, 7, 30, 90];
const DAY_MS = 24 * 60 * 60 * 1000;
/** The server's clock may be a little behind. */
const SLACK_MS = 60_000;

function Invite({ workspace, attempt, onMade }: Props & { onMade: (url: string) => void }) {
  const { parley } = useTalk();
  const id = useId();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const [uses, setUses] = useState('1');
  const [days, setDays] = useState(7);
  const [busy, setBusy] = useState(false);
  const one = email.trim() !== '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const done = await attempt(async () => {
      const { url } = await parley.workspaces.invite(workspace.id, {
        role,
        expiresAt: new Date(Date.now() + days * DAY_MS - SLACK_MS).toISOString(),
        ...(one ? { email: email.trim() } : { usesMax: Number(uses) }),
      });
      // A server that does not know its own name gives the path alone.
      onMade(new URL(url, location.origin).href);
    });
    setBusy(false);
    if (done) setEmail('');
  };
  return (
    <form className="crew-form" onSubmit={(event) => void submit(event)}>
      <div className="field">
        <label className="field-label" htmlFor={`${id}-email`}>
          {words.crew.email}
        </label>
        <input
          id={`${id}-email`}
          className="input"
          type="email"
          autoComplete="off"
          maxLength={EMAIL_LENGTH_MAX}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </div>
      <div className="crew-fields">
        <RoleChoice
          label={words.crew.addRole}
          shown
          by={workspace.role}
          role={role}
          without="owner"
          onRole={setRole}
        />
        <div className="field">
          <label className="field-label" htmlFor={`${id}-uses`}>
            {words.crew.uses}
          </label>
          <input
            id={`${id}-uses`}
            className="input"
            type="number"
            min={1}
            max={USES_MAX}
            required
            disabled={one}
            value={one ? '1' : uses}
            onChange={(event) => setUses(event.target.value)}
          />
        </div>
        <div className="field">
          <label className="field-label" htmlFor={`${id}-ends`}>
            {words.crew.ends}
          </label>
          <select
            id={`${id}-ends`}
            className="input"
            value={days}
            onChange={(event) => setDays(Number(event.target.value))}
          >
            {DAYS.map((each) => (
              <option key={each} value={each}>
                {words.crew.days(each)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div className="panel-buttons">
        <button type="submit" className="button button-accent" disabled={busy}>
          {words.crew.make}
        </button>
      </div>
    </form>
  );
}

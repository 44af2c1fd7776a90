import { type Bootstrap, Parley, ParleyError } from '@parley/sdk';
import { ChevronDown } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { Avatar, hueOf } from '../people/StillAvatar.tsx';
import { words } from '../shell/strings.ts';
import { browserStore } from '../state/cache.ts';

interface Props {
  ended: boolean;
  onSignedIn: (parley: Parley) => void;
}

interface Account {
  tenant: string;
  email: string;
  password: string;
}

/** Which of the two ways in failed, and why. */
interface Failure {
  by: 'demo' | 'form';
  text: string;
}

const baseUrl = location.origin;
export const LAST_TENANT = 'parley.tenant';

/** The way in: one's own account or, in a demo, one of its people. */
export function SignInPage({ ended, onSignedIn }: Props) {
  const [bootstrap, setBootstrap] = useState<Bootstrap | null | 'unknown'>('unknown');
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<Failure | null>(null);

  useEffect(() => {
    document.title = words.signIn.title;
    Parley.bootstrap({ baseUrl }).then(setBootstrap, () => setBootstrap(null));
  }, []);

  const signIn = async (account: Account, by: Failure['by']) => {
    setBusy(account.email);
    setProblem(null);
    const websocketPath = bootstrap === 'unknown' ? undefined : bootstrap?.websocketPath;
    try {
      const options = { baseUrl, store: browserStore, ...(websocketPath ? { websocketPath } : {}) };
      const parley = await Parley.signIn({ ...options, ...account });
      localStorage.setItem(LAST_TENANT, account.tenant);
      onSignedIn(parley);
    } catch (error) {
      setProblem({ by, text: wordsFor(error, words.signIn.wrong) });
      setBusy(null);
    }
  };

  const demo = bootstrap === 'unknown' ? null : bootstrap?.demo;
  const form = (
    <AccountForm
      busy={busy !== null}
      problem={<Problem of={problem} by="form" />}
      onSubmit={(account) => void signIn(account, 'form')}
    />
  );
  return (
    <main className="signin">
      <div className="signin-card">
        <img src="/icon.svg" alt="" width="40" height="40" className="signin-mark" />
        <h1 className="title">{words.signIn.title}</h1>
        <p className="soft signin-lead">{ended ? words.signIn.ended : words.signIn.lead}</p>
        <Problem of={problem} by="demo" />
        {demo && (
          <>
            <section className="demo" aria-labelledby="demo-title">
              <h2 id="demo-title" className="demo-title">
                {words.signIn.demoTitle}
              </h2>
              <ul className="demo-people">
                {demo.people.map(({ email, displayName }) => (
                  <li key={email}>
                    <button
                      type="button"
                      className="demo-person"
                      disabled={busy !== null}
                      aria-busy={busy === email}
                      onClick={() =>
                        void signIn({ tenant: demo.tenant, email, password: demo.password }, 'demo')
                      }
                    >
                      <Avatar hue={hueOf(email)} name={displayName} />
                      <span className="demo-name">{displayName}</span>
                    </button>
                  </li>
                ))}
              </ul>
              <p className="meta">{words.signIn.demoHint}</p>
            </section>
            <details className="signin-other">
              <summary>
                {words.signIn.orForm}
                <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
              </summary>
              {form}
            </details>
          </>
        )}
        {bootstrap !== 'unknown' && !demo && form}
      </div>
    </main>
  );
}

/** What went wrong, where it was tried. */
function Problem({ of, by }: { of: Failure | null; by: Failure['by'] }) {
  if (of?.by !== by) return null;
  return (
    <p className="note note-danger" role="alert">
      {of.text}
    </p>
  );
}

interface FormProps {
  busy: boolean;
  problem: ReactNode;
  onSubmit: (account: Account) => void;
}

function AccountForm({ busy, problem, onSubmit }: FormProps) {
  const [tenant, setTenant] = useState(() => localStorage.getItem(LAST_TENANT) ?? '');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const hint = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ tenant: tenant.trim(), email: email.trim(), password });
  };
  return (
    <form className="signin-form" onSubmit={submit}>
      <label className="field">
        <span className="field-label">{words.signIn.tenant}</span>
        <input
          className="input"
          name="organization"
          value={tenant}
          required
          autoCapitalize="none"
          autoComplete="organization"
          spellCheck={false}
          aria-describedby={hint}
          onChange={(event) => setTenant(event.target.value)}
        />
        <span id={hint} className="meta">
          {words.signIn.tenantHint}
        </span>
      </label>
      <label className="field">
        <span className="field-label">{words.signIn.email}</span>
        <input
          className="input"
          type="email"
          name="username"
          value={email}
          required
          autoComplete="username"
          onChange={(event) => setEmail(event.target.value)}
        />
      </label>
      <label className="field">
        <span className="field-label">{words.signIn.password}</span>
        <input
          className="input"
          type="password"
          name="password"
          value={password}
          required
          autoComplete="current-password"
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      {problem}
      <button type="submit" className="button button-accent button-large" disabled={busy}>
        {busy ? words.signIn.busy : words.signIn.submit}
      </button>
    </form>
  );
}

/** What to say of a refusal; `wrong` when what was typed is not accepted. */
export function wordsFor(error: unknown, wrong: string): string {
  if (!(error instanceof ParleyError)) return words.signIn.unreachable;
  switch (error.code) {
    case 'unauthenticated':
    case 'not_found':
    case 'invalid':
      return wrong;
    case 'rate_limited':
      return words.signIn.limited;
    case 'unreachable':
    case 'unavailable':
      return words.signIn.unreachable;
    default:
      return error.message;
  }
}

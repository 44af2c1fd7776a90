import { Parley, ParleyError } from '@parley/sdk';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { Link } from '../shell/Link.tsx';
import { go } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { browserStore } from '../state/cache.ts';
import { LAST_TENANT, wordsFor } from './SignInPage.tsx';

/** The first time: an invitation becomes an account. `/join#tenant=…&invitation=…` fills it in. */
export function JoinPage({ onSignedIn }: { onSignedIn: (parley: Parley) => void }) {
  const [given] = useState(() => new URLSearchParams(location.hash.slice(1)));
  const [tenant, setTenant] = useState(given.get('tenant') ?? '');
  const [invitation, setInvitation] = useState(given.get('invitation') ?? '');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const hint = useId();
  const complete = given.has('tenant') && given.has('invitation');

  useEffect(() => {
    document.title = words.join.title;
  }, []);

  const join = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const account = { tenant: tenant.trim(), invitation: invitation.trim(), password };
      const options = { baseUrl: location.origin, store: browserStore };
      const name = displayName.trim() === '' ? {} : { displayName: displayName.trim() };
      const parley = await Parley.accept({ ...options, ...account, ...name });
      localStorage.setItem(LAST_TENANT, account.tenant);
      go({ at: 'home' }, 'replace');
      onSignedIn(parley);
    } catch (error) {
      const about = error instanceof ParleyError && error.field !== null && error.field !== '';
      setProblem(about ? (error as ParleyError).message : wordsFor(error, words.join.wrong));
      setBusy(false);
    }
  };

  return (
    <main className="signin">
      <div className="signin-card">
        <img src="/icon.svg" alt="" width="40" height="40" className="signin-mark" />
        <h1 className="title">{words.join.title}</h1>
        <p className="soft signin-lead">{words.join.lead}</p>
        {problem !== null && (
          <p className="note note-danger" role="alert">
            {problem}
          </p>
        )}
        <form className="signin-form" onSubmit={(event) => void join(event)}>
          {!complete && (
            <>
              <label className="field">
                <span className="field-label">{words.signIn.tenant}</span>
                <input
                  className="input"
                  value={tenant}
                  required
                  autoCapitalize="none"
                  spellCheck={false}
                  onChange={(event) => setTenant(event.target.value)}
                />
              </label>
              <label className="field">
                <span className="field-label">{words.join.invitation}</span>
                <input
                  className="input"
                  value={invitation}
                  required
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => setInvitation(event.target.value)}
                />
              </label>
            </>
          )}
          <label className="field">
            <span className="field-label">{words.join.name}</span>
            <input
              className="input"
              value={displayName}
              autoComplete="name"
              dir="auto"
              aria-describedby={`${hint}-name`}
              onChange={(event) => setDisplayName(event.target.value)}
            />
            <span id={`${hint}-name`} className="meta">
              {words.join.nameHint}
            </span>
          </label>
          <label className="field">
            <span className="field-label">{words.join.password}</span>
            <input
              className="input"
              type="password"
              value={password}
              required
              autoComplete="new-password"
              aria-describedby={`${hint}-password`}
              onChange={(event) => setPassword(event.target.value)}
            />
            <span id={`${hint}-password`} className="meta">
              {words.join.passwordHint}
            </span>
          </label>
          <button type="submit" className="button button-accent button-large" disabled={busy}>
            {busy ? words.signIn.busy : words.join.submit}
          </button>
          <Link className="signin-switch" to={{ at: 'home' }}>
            {words.join.toSignIn}
          </Link>
        </form>
      </div>
    </main>
  );
}

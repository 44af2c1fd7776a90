import type { DeviceSession } from '@parley/sdk';
import { Laptop, Smartphone } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useNow, useTalk } from '../shell/hooks.ts';
import { ListedPage } from '../shell/ListedPage.tsx';
import { words } from '../shell/strings.ts';
import { ago, fullTime } from '../shell/time.ts';
import { deviceOf } from './device.ts';

type Listed = { phase: 'loading' | 'failed' } | { phase: 'ready'; sessions: DeviceSession[] };

/** Where one is signed in, with the way out of each. */
export function SessionsPage() {
  const talk = useTalk();
  const [listed, setListed] = useState<Listed>({ phase: 'loading' });

  const load = useCallback(async () => {
    try {
      const sessions = await talk.parley.sessions.list();
      sessions.sort((a, b) => Number(b.current) - Number(a.current) || used(b) - used(a));
      setListed({ phase: 'ready', sessions });
    } catch {
      setListed({ phase: 'failed' });
    }
  }, [talk]);

  useEffect(() => void load(), [load]);

  const gone = (id: string) =>
    setListed((now) =>
      now.phase === 'ready'
        ? { phase: 'ready', sessions: now.sessions.filter((each) => each.id !== id) }
        : now,
    );

  return (
    <ListedPage
      say={words.sessions}
      phase={listed.phase}
      rows={[40, 55]}
      faces
      onRetry={() => void load()}
    >
      {listed.phase === 'ready' && (
        <ul className="sessions">
          {listed.sessions.map((session) => (
            <Session key={session.id} session={session} onGone={() => gone(session.id)} />
          ))}
        </ul>
      )}
    </ListedPage>
  );
}

function Session({ session, onGone }: { session: DeviceSession; onGone: () => void }) {
  const talk = useTalk();
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const device = deviceOf(session.userAgent);
  const Icon = device.phone ? Smartphone : Laptop;
  const at = session.lastUsedAt ?? session.createdAt;

  const revoke = async () => {
    setBusy(true);
    setFailed(false);
    try {
      await talk.parley.sessions.revoke(session.id);
      onGone();
    } catch {
      setFailed(true);
      setBusy(false);
    }
  };

  return (
    <li className="session">
      <span className="session-icon">
        <Icon size={18} strokeWidth={1.75} aria-hidden />
      </span>
      <span className="session-lines">
        <span className="strong">{device.name}</span>
        <span className="meta">
          {session.current && <span className="session-current">{words.sessions.current}</span>}
          <time dateTime={at} title={fullTime(at)}>
            {words.sessions.used(ago(at, now))}
          </time>
          {' · '}
          <time dateTime={session.createdAt} title={fullTime(session.createdAt)}>
            {words.sessions.since(ago(session.createdAt, now))}
          </time>
        </span>
        {failed && (
          <span className="danger" role="alert">
            {words.sessions.revokeFailed}
          </span>
        )}
      </span>
      {!session.current && (
        <button
          type="button"
          className="button"
          disabled={busy}
          aria-label={words.sessions.revokeLabel(device.name)}
          onClick={() => void revoke()}
        >
          {words.sessions.revoke}
        </button>
      )}
    </li>
  );
}

function used(session: DeviceSession): number {
  return Date.parse(session.lastUsedAt ?? session.createdAt);
}

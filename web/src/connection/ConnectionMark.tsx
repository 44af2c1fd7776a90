import type { ConnectionState } from '@parley/sdk';
import { useEffect, useState } from 'react';
import { useSelect } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';

/** The truth about the connection, in one of five words. */
export function ConnectionMark() {
  const connection = useSelect((state) => state.connection);
  return (
    <span className={`connection connection-${connection.status}`} role="status">
      <span className="connection-dot" aria-hidden="true" />
      {wordOf(connection)}
    </span>
  );
}

const SHOW_AFTER_MS = 300;

/** Shown over the conversation while it is not live; a blink of the network shows nothing. */
export function ConnectionBanner() {
  const connection = useSelect((state) => state.connection);
  const away = connection.status === 'offline';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!away) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [away]);
  if (!shown) return null;
  return (
    <div className="banner">
      <span className="strong">{wordOf(connection)}</span>{' '}
      <span>
        {connection.ended === null ? words.connection.offlineHint : words.connection.ended}
      </span>
      {connection.ended !== null && (
        <button type="button" className="button" onClick={() => location.reload()}>
          {words.connection.reload}
        </button>
      )}
    </div>
  );
}

export function wordOf(connection: ConnectionState): string {
  switch (connection.status) {
    case 'live':
      return words.connection.live;
    case 'polling':
      return words.connection.polling;
    case 'catching-up':
      return words.connection.catchingUp;
    case 'offline':
      return words.connection.offline(connection.waiting);
    case 'signed-out':
      return words.connection.signedOut;
  }
}

import type { Network, Opener } from './connection.ts';
import type { Socket } from './wire.ts';

/** What the browser says of its network; elsewhere a network that is always there. */
export function browserNetwork(): Network {
  const target = typeof window === 'undefined' ? null : window;
  return {
    get online() {
      return target === null || target.navigator.onLine;
    },
    listen(listener) {
      target?.addEventListener('online', listener);
      target?.addEventListener('offline', listener);
      return () => {
        target?.removeEventListener('online', listener);
        target?.removeEventListener('offline', listener);
      };
    },
  };
}

/** Throws where there is no WebSocket, which is known before anyone has signed in. */
export function webSocketOpener(given?: new (url: string, protocols: string[]) => unknown): Opener {
  const Chosen = given ?? globalThis.WebSocket;
  if (Chosen === undefined) {
    throw new Error(
      "There is no WebSocket here. In Node before 22, run `npm install ws` and pass its class: import WebSocket from 'ws'; Parley.signIn({ WebSocket, … })",
    );
  }
  return (url, protocols) => new Chosen(url, protocols) as Socket;
}

import type { Clock } from './clock.ts';
import type { Network, Opener } from './connection.ts';
import type { Locks } from './credentials.ts';
import { type Fetch, Http } from './http.ts';
import { webSocketOpener } from './platform.ts';
import { type KeyValueStore, MemoryStore, storeOf } from './store.ts';

export interface ParleyOptions {
  /** Where the server is, as `https://chat.example.org`. In a page: its own origin. */
  baseUrl: string;
  /**
   * Keeps the session and unsent messages beyond this process, under the server's name. Default:
   * memory alone.
   */
  store?: KeyValueStore;
  /** In Node before 22: the class of the `ws` package. */
  WebSocket?: new (
    url: string,
    protocols: string[],
  ) => unknown;
  fetch?: Fetch;
  websocketPath?: string;
  clock?: Clock;
  network?: Network;
  locks?: Locks;
  openSocket?: Opener;
  /** After news of a feature it is asked for again within so long. Default: 2,000. */
  featureSpreadMs?: number;
}

export function httpOf(options: ParleyOptions): Http {
  return new Http(options.baseUrl, options.fetch ?? ((input, init) => fetch(input, init)));
}

export function storeFor(options: ParleyOptions): KeyValueStore {
  return storeOf(options.store ?? new MemoryStore(), options.baseUrl);
}

export function openerOf(options: ParleyOptions): Opener {
  return options.openSocket ?? webSocketOpener(options.WebSocket);
}

export function socketUrl(options: ParleyOptions): string {
  const url = new URL(options.websocketPath ?? '/api/v1/ws', options.baseUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

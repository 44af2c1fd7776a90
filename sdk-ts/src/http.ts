import type { Credentials } from './credentials.ts';
import { ParleyError } from './problem.ts';
import type { ProblemPayload, SignedIn } from './protocol.ts';

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

export interface Ask {
  body?: object;
  query?: Record<string, string | number | undefined>;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

const REQUEST_TIMEOUT_MS = 20_000;

/** One JSON exchange with `/api/v1`; refusals are thrown as `ParleyError`. */
export class Http {
  readonly #base: string;
  readonly #fetch: Fetch;

  constructor(baseUrl: string, fetch: Fetch) {
    this.#base = `${baseUrl.replace(/\/$/, '')}/api/v1`;
    this.#fetch = fetch;
  }

  async ask<T>(method: string, path: string, ask: Ask = {}, token?: string): Promise<T> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    if (ask.body !== undefined) headers['content-type'] = 'application/json';
    if (ask.idempotencyKey !== undefined) headers['idempotency-key'] = ask.idempotencyKey;
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    let response: Response;
    let text: string;
    try {
      response = await this.#fetch(this.#base + path + search(ask.query), {
        method,
        headers,
        body: ask.body === undefined ? null : JSON.stringify(ask.body),
        signal: ask.signal ? AbortSignal.any([timeout, ask.signal]) : timeout,
        cache: 'no-store',
      });
      text = await response.text();
    } catch (error) {
      if (ask.signal?.aborted) throw error;
      throw ParleyError.unreachable();
    }
    if (!response.ok) throw problemOf(response, text);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** As `ask`, in the name of the person signed in; an expired token is renewed once. */
  async askAs<T>(who: Credentials, method: string, path: string, ask: Ask = {}): Promise<T> {
    const token = await who.token();
    try {
      return await this.ask<T>(method, path, ask, token);
    } catch (error) {
      if (!(error instanceof ParleyError) || error.status !== 401) throw error;
      return this.ask<T>(method, path, ask, await who.refresh(token));
    }
  }

  refresh(refreshToken: string): Promise<SignedIn> {
    return this.ask<SignedIn>('POST', '/auth/refresh', { body: { refreshToken } });
  }
}

function search(query: Ask['query']): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return '';
  return `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}

function problemOf(response: Response, text: string): ParleyError {
  const problem = parsed(text);
  if (typeof problem?.code === 'string') {
    return new ParleyError(problem as ProblemPayload, response.status);
  }
  const code = response.status >= 500 ? 'unavailable' : 'invalid';
  return new ParleyError(
    { code, title: `The server answered ${response.status}` },
    response.status,
  );
}

function parsed(text: string): Partial<ProblemPayload> | null {
  try {
    return JSON.parse(text) as Partial<ProblemPayload>;
  } catch {
    return null;
  }
}

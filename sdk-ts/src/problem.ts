import type { ProblemPayload } from './protocol.ts';

export type Retry = 'never' | 'later' | 'refresh';

/** A refusal, from the server or from this client. `code` is stable; `retry` says what helps. */
export class ParleyError extends Error {
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly retry: Retry;
  readonly retryAfterMs: number | null;
  readonly field: string | null;
  readonly currentVersion: number | null;
  /** Where it is `stale`: the thing as it is now. */
  readonly current: object | null;
  /** The fields in which it is not what was wanted. */
  readonly differing: readonly string[];
  readonly traceId: string | null;
  readonly status: number | null;

  constructor(problem: ProblemPayload, status: number | null = null) {
    super(problem.detail ?? problem.title);
    this.name = 'ParleyError';
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail ?? null;
    this.retry = problem.retry ?? retryOf(problem.code);
    this.retryAfterMs = problem.retryAfterMs ?? null;
    this.field = problem.field ?? null;
    this.currentVersion = problem.currentVersion ?? null;
    this.current = problem.current ?? null;
    this.differing = problem.differing ?? [];
    this.traceId = problem.traceId ?? null;
    this.status = status;
  }

  /** The server could not be reached, or the connection ended before the answer. */
  static unreachable(title = 'The server cannot be reached'): ParleyError {
    return new ParleyError({ code: 'unreachable', title, retry: 'later' });
  }

  static signedOut(): ParleyError {
    return new ParleyError({ code: 'signed_out', title: 'Signed out', retry: 'never' });
  }

  static queueFull(): ParleyError {
    return new ParleyError({
      code: 'queue_full',
      title: 'Too many messages are waiting to be sent',
      retry: 'later',
    });
  }
}

function retryOf(code: string): Retry {
  switch (code) {
    case 'rate_limited':
    case 'internal':
    case 'storage_full':
    case 'unavailable':
    case 'unreachable':
    case 'realtime_off':
      return 'later';
    case 'token_expired':
      return 'refresh';
    default:
      return 'never';
  }
}

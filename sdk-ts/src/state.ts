export interface SignIn {
  tenant: string;
  email: string;
  password: string;
}

export type ConnectionStatus = 'live' | 'polling' | 'catching-up' | 'offline' | 'signed-out';

/**
 * The truth about the connection; `waiting` counts what of oneself is not acknowledged. `polling` is
 * up to date to within a few seconds: there is no socket for this person.
 */
export interface ConnectionState {
  status: ConnectionStatus;
  waiting: number;
  /** The close code after which no further attempt is made, for example 4403. */
  ended: number | null;
}

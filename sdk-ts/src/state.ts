export interface SignIn {
  tenant: string;
  email: string;
  password: string;
}

export type ConnectionStatus = 'live' | 'catching-up' | 'offline' | 'signed-out';

/** The truth about the connection; `waiting` counts what of oneself is not acknowledged. */
export interface ConnectionState {
  status: ConnectionStatus;
  waiting: number;
  /** The close code after which no further attempt is made, for example 4403. */
  ended: number | null;
}

import { httpOf, openerOf, type ParleyOptions } from './options.ts';
import type { SignedIn } from './protocol.ts';
import type { SignIn } from './state.ts';
import type { KeyValueStore } from './store.ts';

/** What takes up an invitation. */
export interface Acceptance {
  tenant: string;
  invitation: string;
  password: string;
  displayName?: string;
}

/** Signs in, and remembers the device. */
export async function signedIn(
  options: ParleyOptions & SignIn,
  store: KeyValueStore,
): Promise<SignedIn> {
  openerOf(options);
  const { tenant, email, password } = options;
  const device = `device/${tenant}/${email.toLowerCase()}`;
  const deviceToken = (await store.get(device)) as string | undefined;
  const session = await httpOf(options).ask<SignedIn>('POST', '/auth/login', {
    body: { tenant, email, password, ...(deviceToken ? { deviceToken } : {}) },
  });
  if (session.deviceToken) await store.set(device, session.deviceToken);
  return session;
}

/** Sets the password of someone who was invited, and signs in. */
export async function accepted(options: ParleyOptions & Acceptance): Promise<SignedIn> {
  openerOf(options);
  const { tenant, invitation, password, displayName } = options;
  return httpOf(options).ask<SignedIn>('POST', '/auth/invitations/accept', {
    body: { tenant, invitation, password, ...(displayName ? { displayName } : {}) },
  });
}

import { LiveError } from '../../errors.ts';
import type { ProviderDeps } from '../provider.ts';
import type { CredentialsSource } from './credentials.ts';
import { acquireSession } from './session.ts';

/** Gives the room's media link the credentials of whoever is signed in at the moment. */
export function mediaCredentials({ server, liveId, token, userId, closed }: ProviderDeps): CredentialsSource {
  let lease: (ReturnType<typeof acquireSession> & { readonly of: string }) | undefined;
  closed.addEventListener('abort', () => lease?.release(), { once: true });
  return async (purpose, name, renew) => {
    const signedIn = await token();
    const of = userId();
    if (closed.aborted) throw new LiveError('cancelled', 'The room is closed');
    if (!signedIn || of === undefined) throw new LiveError('unauthenticated', 'Nobody is signed in');
    if (lease?.of !== of) {
      lease?.release();
      lease = { of, ...acquireSession({ server, userId: of, token }) };
    }
    return lease.session.credentials.get({ liveId, purpose, name }, renew);
  };
}

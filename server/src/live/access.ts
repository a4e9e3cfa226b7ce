import { LiveError } from '@vitrine/core/errors.ts';
import { type Action, check, may } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../db/client.ts';
import { isAdministrator, liveById, type LiveRow, roomOf } from './statements.ts';

/** The live, if the caller may do this in it. A stranger learns only that they may not. */
export async function liveFor(db: Database, principal: Principal | undefined, action: Action, id: string): Promise<LiveRow> {
  const live = await liveById(db, id);
  const room = live && roomOf(live);
  // Few are administrators: nobody else costs a second read.
  const appointed = room && principal && !may(principal, action, room) && (await isAdministrator(db, id, principal.userId));
  check(principal, action, room && { ...room, isAdministrator: () => appointed === true });
  if (!live) throw new LiveError('not-found', 'There is no such live');
  return live;
}

import { LiveError } from '@vitrine/core/errors.ts';
import type { Role } from '@vitrine/core/schemas/user.ts';
import type { Principal } from './principal.ts';

/** Whoever acts; `anyone` needs no token, a `room-administrator` was appointed by the room's host. */
export type Actor = Role | 'anyone' | 'room-administrator';

/** Who may do what. Hosts and moderators are meant only for their own rooms wherever an act belongs to a room. */
export const PERMISSIONS = {
  'live.read': ['anyone'],
  'live.watch': ['guest', 'viewer', 'host', 'moderator', 'agent', 'admin'],
  'live.like': ['guest', 'viewer', 'host', 'moderator', 'agent', 'admin'],
  'live.chat': ['guest', 'viewer', 'host', 'moderator', 'agent', 'admin'],
  'live.create': ['host', 'admin'],
  'live.run': ['host', 'admin'],
  'live.report': ['guest', 'viewer', 'host', 'moderator', 'agent', 'admin'],
  'live.moderate': ['host', 'moderator', 'room-administrator', 'admin'],
  'live.appoint': ['host', 'admin'],
  'moderation.manage': ['admin'],
  'media.publish': ['host', 'admin'],
  'products.read': ['anyone'],
  'products.write': ['admin'],
  'stock.edit': ['host', 'admin'],
  'waitlist.join': ['guest', 'viewer', 'host', 'moderator', 'agent', 'admin'],
  'cart.use': ['guest', 'viewer', 'host', 'moderator', 'agent', 'admin'],
  'orders.place': ['guest', 'viewer', 'host', 'moderator', 'agent', 'admin'],
  'orders.manage': ['admin'],
  'commission.read': ['host', 'admin'],
  'commission.manage': ['admin'],
  'users.self': ['guest', 'viewer', 'host', 'moderator', 'agent', 'admin'],
  'users.read': ['anyone'],
  'users.follow': ['viewer', 'host', 'moderator', 'agent', 'admin'],
  'users.grant': ['admin'],
  'users.find': ['admin'],
  'users.identify': ['admin'],
  'gifts.send': ['viewer', 'host', 'moderator', 'agent', 'admin'],
  'gifts.manage': ['admin'],
  'wallet.use': ['viewer', 'host', 'moderator', 'agent', 'admin'],
  'webhooks.manage': ['admin'],
} as const satisfies Record<string, readonly Actor[]>;

export type Action = keyof typeof PERMISSIONS;

/** A room as far as rights go. */
export interface RoomOfPrincipal {
  id: string;
  hostId: string;
  /** Whom its host made administrators, as far as it matters to whoever asks. */
  isAdministrator?: (userId: string) => boolean;
}

const ownsRoom = ({ role, userId, rooms }: Principal, room: RoomOfPrincipal | undefined): boolean =>
  role === 'admin' || (room !== undefined && (room.hostId === userId || rooms.includes(room.id) || rooms.includes('*')));

/** The acts that a host or moderator may do in their own rooms only. */
const ROOM_ACTIONS: readonly Action[] = ['live.run', 'live.moderate', 'live.appoint', 'media.publish'];

/** True where the table allows it; everything that it does not name is refused. */
export function may(principal: Principal | undefined, action: Action, room?: RoomOfPrincipal): boolean {
  const actors: readonly Actor[] = PERMISSIONS[action];
  if (actors.includes('anyone')) return true;
  if (!principal) return false;
  // A guest is whoever holds the browser: nobody to give rights to.
  const appointed = principal.role !== 'guest' && room?.isAdministrator?.(principal.userId);
  if (appointed && actors.includes('room-administrator')) return true;
  if (!actors.includes(principal.role)) return false;
  return !ROOM_ACTIONS.includes(action) || ownsRoom(principal, room);
}

/** Throws `unauthenticated` or `forbidden` where the table does not allow the act. */
export function check(principal: Principal | undefined, action: Action, room?: RoomOfPrincipal): void {
  if (may(principal, action, room)) return;
  throw principal ? new LiveError('forbidden', 'You may not do this') : new LiveError('unauthenticated', 'Sign in first');
}

/** Returns whoever acts, once `check` has let them pass. */
export function permit(principal: Principal | undefined, action: Action, room?: RoomOfPrincipal): Principal {
  check(principal, action, room);
  if (!principal) throw new LiveError('unauthenticated', 'Sign in first');
  return principal;
}

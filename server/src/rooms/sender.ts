import type { LiveUser, Role, UserIdentity } from '@vitrine/core/schemas/user.ts';
import { may, type RoomOfPrincipal } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import { checkedIdentity } from '../users/identities.ts';

/** What the shop says of a user's standing; undefined where it says nothing. Asked for every message, so it must be quick. */
export type IdentityOf = (userId: string) => Promise<UserIdentity | undefined>;

/** A host or moderator of another room is one of the audience here; a viewer whom the host appointed is a moderator. */
const roleIn = (principal: Principal, room: RoomOfPrincipal): Role => {
  const { role } = principal;
  if (role === 'admin' || role === 'agent') return role;
  if (may(principal, 'live.run', room)) return 'host';
  if (may(principal, 'live.moderate', room)) return 'moderator';
  return role === 'guest' ? 'guest' : 'viewer';
};

/** The principal as everybody in the room may know them. Never made from what a client says of itself. */
export const senderIn = (principal: Principal, room: RoomOfPrincipal, identity?: UserIdentity): LiveUser => ({
  userId: principal.userId,
  userName: principal.name,
  avatarUrl: principal.avatarUrl,
  role: roleIn(principal, room),
  ...checkedIdentity(identity),
});

const STAFF: ReadonlySet<Role> = new Set(['host', 'moderator', 'agent', 'admin']);

/** True for those whom the rules of the chat do not bind. */
export const isStaff = ({ role }: LiveUser): boolean => role !== undefined && STAFF.has(role);

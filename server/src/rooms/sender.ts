import type { Role } from '@vitrine/core/schemas/user.ts';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import { may, type RoomOfPrincipal } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';

/** A host or moderator of another room is one of the audience here. */
const roleIn = (principal: Principal, room: RoomOfPrincipal): Role => {
  if (principal.role !== 'host' && principal.role !== 'moderator') return principal.role;
  return may(principal, 'live.moderate', room) ? principal.role : 'viewer';
};

/** The principal as everybody in the room may know them. Never made from what a client says of itself. */
export const senderIn = (principal: Principal, room: RoomOfPrincipal): LiveUser => ({
  userId: principal.userId,
  userName: principal.name,
  avatarUrl: principal.avatarUrl,
  role: roleIn(principal, room),
});

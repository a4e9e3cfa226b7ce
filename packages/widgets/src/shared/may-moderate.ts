import type { LoginUserInfo } from '@vitrine/core/stores/login-store.ts';
import type { LiveRoom } from './context.ts';

/** Whether somebody may moderate this room, as far as the page can know; the server has the last word. */
export function mayModerate({ role, userId, rooms = [] }: LoginUserInfo, { liveId, liveList, audience }: LiveRoom): boolean {
  if (role === 'admin' || audience.isAdministrator || liveList.currentLive?.hostId === userId) return true;
  return (role === 'host' || role === 'moderator') && (rooms.includes(liveId) || rooms.includes('*'));
}

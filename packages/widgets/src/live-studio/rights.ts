import type { LoginUserInfo } from '@vitrine/core/stores/login-store.ts';
import type { Live } from '@vitrine/core/schemas/live.ts';

/** Whether this visitor may host this show, as far as the page can know; the server has the last word. */
export function mayHost(user: LoginUserInfo, live: Pick<Live, 'id' | 'hostId'>): boolean {
  if (user.role === 'admin' || user.userId === live.hostId) return true;
  return user.role === 'host' && (user.rooms?.includes(live.id) ?? false);
}

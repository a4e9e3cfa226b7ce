import type { HostRoom } from '@vitrine/core/host-room.ts';

/** Where the host stands. `ending`: the picture is off and the end can still be undone. `elsewhere`: live, but not from this page. */
export type AirState = 'off' | 'starting' | 'on' | 'reconnecting' | 'ending' | 'elsewhere' | 'ended';

/** What the room and this page's broadcast make together; tracked when read in a render. */
export function airState({ broadcast, liveList }: Pick<HostRoom, 'broadcast' | 'liveList'>): AirState {
  const live = liveList.currentLive?.status === 'live';
  if (broadcast.endsAt !== undefined) return 'ending';
  if (liveList.currentLive?.status === 'ended' && broadcast.state === 'off') return 'ended';
  switch (broadcast.state) {
    case 'off':
      return live ? 'elsewhere' : 'off';
    case 'live':
      return live ? 'on' : 'starting';
    case 'reconnecting':
      return 'reconnecting';
    default:
      return 'starting';
  }
}

/** True while the audience sees this page's picture, or is about to again. */
export const isOnAir = (state: AirState): boolean => state === 'on' || state === 'reconnecting';

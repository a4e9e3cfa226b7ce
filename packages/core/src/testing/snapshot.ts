import type { Snapshot } from '../schemas/socket.ts';

/** For tests: the state of a room in which nothing has happened yet. */
export const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  live: {
    id: 'friday',
    title: 'Friday',
    hostId: 'h1',
    hostName: 'Mira',
    status: 'live',
    currency: 'USD',
    notice: '',
    onAir: true,
    audienceCount: 0,
    likeCount: 0,
  },
  metadata: {},
  barrages: [],
  likeCount: 0,
  audienceCount: 0,
  mutedUntil: 0,
  ...change,
});

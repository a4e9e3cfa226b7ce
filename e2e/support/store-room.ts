import { setMaxListeners } from 'node:events';
import { WebSocket } from 'ws';
import { createRoom, type LiveRoom } from '@vitrine/core/live-room.ts';
import type { TestServer } from './server.ts';

// Every part of a room listens for its end; Node takes more than ten for a leak.
setMaxListeners(50);

/** The room of one person as a page has it, without a page: the stores of core against the real server. */
export async function openStores(server: TestServer, liveId: string, token?: string): Promise<LiveRoom> {
  // Node has no socket of its own before version 22.
  globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;
  const room = createRoom({ server: server.url, liveId, token: token === undefined ? undefined : async () => token });
  const end = Date.now() + 10_000;
  while (room.channel.state !== 'open' || room.liveList.joinState !== 'ready') {
    if (Date.now() > end) throw new Error(`The room did not open: ${room.channel.state} ${room.channel.failure ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return room;
}

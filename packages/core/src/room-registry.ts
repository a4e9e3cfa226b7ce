import { normalizeServer } from './http.ts';
import { createRoom, type LiveRoom, type RoomOptions } from './live-room.ts';
import { pageRegistry, type RoomEntry, sharedLogin } from './page-registry.ts';

/** How long a room stays open after its last user: an element that is moved in the page must not reconnect. */
const GRACE_MS = 1_000;

/** Gives the page's room of this name and server, opening it for the first user; each calls `release` once done. */
export function acquireRoom(options: Omit<RoomOptions, 'login'>): { room: LiveRoom; release(): void } {
  const { rooms } = pageRegistry();
  const server = normalizeServer(options.server);
  const key = `${server} ${options.liveId}`;
  let entry = rooms.get(key);
  if (!entry || entry.room.closed.aborted) {
    const login = sharedLogin({ server, token: options.token });
    entry = { room: createRoom({ ...options, server, login }), users: 0, closing: undefined };
    rooms.set(key, entry);
  }
  return use(entry, () => rooms.get(key) === entry && rooms.delete(key));
}

function use(entry: RoomEntry, forget: () => void): { room: LiveRoom; release(): void } {
  let released = false;
  entry.users += 1;
  clearTimeout(entry.closing);
  const close = () => {
    forget();
    entry.room.close();
  };
  return {
    room: entry.room,
    release() {
      if (released) return;
      released = true;
      entry.users -= 1;
      if (entry.users === 0) entry.closing = setTimeout(close, GRACE_MS);
    },
  };
}

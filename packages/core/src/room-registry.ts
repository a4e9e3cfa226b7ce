import { createRoom, type LiveRoom, normalizeServer, type RoomOptions } from './live-room.ts';
import { LoginStore } from './stores/login-store.ts';

/** How long a room stays open after its last user: an element that is moved in the page must not reconnect. */
const GRACE_MS = 1_000;

interface Entry {
  readonly room: LiveRoom;
  users: number;
  closing: ReturnType<typeof setTimeout> | undefined;
}

interface Registry {
  readonly rooms: Map<string, Entry>;
  readonly logins: Map<string, LoginStore>;
}

const KEY = Symbol.for('vitrine.rooms/1');

/** The one thing that all elements of a page share, even where several copies of this module were loaded. */
function registry(): Registry {
  const page = globalThis as { [KEY]?: Registry };
  return (page[KEY] ??= { rooms: new Map(), logins: new Map() });
}

/** The page's visitor at a server; whoever comes first says who that is. `server` has no trailing slash. */
export function sharedLogin({ server, token }: Pick<RoomOptions, 'server' | 'token'>): LoginStore {
  const { logins } = registry();
  const login = logins.get(server) ?? new LoginStore({ server, shopToken: token });
  logins.set(server, login);
  return login;
}

/** Gives the page's room of this name and server, opening it for the first user; each calls `release` once done. */
export function acquireRoom(options: Omit<RoomOptions, 'login'>): { room: LiveRoom; release(): void } {
  const { rooms } = registry();
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

function use(entry: Entry, forget: () => void): { room: LiveRoom; release(): void } {
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

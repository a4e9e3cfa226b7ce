import type { LiveRoom } from './live-room.ts';
import { LoginStore } from './stores/login-store.ts';

/** A room that elements of the page use. */
export interface RoomEntry {
  readonly room: LiveRoom;
  users: number;
  closing: ReturnType<typeof setTimeout> | undefined;
}

interface Registry {
  readonly rooms: Map<string, RoomEntry>;
  readonly logins: Map<string, LoginStore>;
}

const KEY = Symbol.for('vitrine.rooms/1');

/** The one thing that all elements of a page share, even where several copies of this module were loaded. */
export function pageRegistry(): Registry {
  const page = globalThis as { [KEY]?: Registry };
  return (page[KEY] ??= { rooms: new Map(), logins: new Map() });
}

/** The page's visitor at a server; whoever comes first says who that is. `server` has no trailing slash. */
export function sharedLogin({ server, token }: { server: string; token?: () => Promise<string | undefined> }): LoginStore {
  const { logins } = pageRegistry();
  const login = logins.get(server) ?? new LoginStore({ server, shopToken: token });
  logins.set(server, login);
  return login;
}

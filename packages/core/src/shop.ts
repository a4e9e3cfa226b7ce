import { createRequest, normalizeServer, type Request } from './http.ts';
import type { RoomOptions } from './live-room.ts';
import { sharedLogin } from './page-registry.ts';
import type { LoginStore } from './stores/login-store.ts';

/** A server outside of any room, for whatever belongs to the whole shop. */
export interface Shop {
  /** Base URL of the server, without a trailing slash. */
  readonly server: string;
  /** The visitor's, shared with the page's rooms of the same server. */
  readonly login: LoginStore;
  readonly request: Request;
}

/** Opens nothing: the visitor is signed in with the first request. */
export function openShop({ server, token }: Pick<RoomOptions, 'server' | 'token'>): Shop {
  const base = normalizeServer(server);
  const login = sharedLogin({ server: base, token });
  return { server: base, login, request: createRequest(base, (renew) => login.token(renew)) };
}

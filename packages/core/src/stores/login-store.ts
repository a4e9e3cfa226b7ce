import { errorCode, LiveError, type LiveErrorCode } from '../errors.ts';
import { createRequest, type Request } from '../http.ts';
import { batch, signal } from '../reactive.ts';
import { safeStorage, type SafeStorage } from '../safe-storage.ts';
import { type Role, Session } from '../schemas/user.ts';

export type LoginStatus = 'idle' | 'loading' | 'success' | 'error';

/** The signed-in visitor: a user of the shop, or a guest. `rooms` are those where `role` holds. */
export interface LoginUserInfo {
  readonly userId: string;
  readonly userName: string;
  readonly avatarUrl?: string;
  readonly role: Role;
  readonly rooms?: readonly string[];
}

export interface LoginOptions {
  /** Base URL of the server, without a trailing slash. */
  server: string;
  /** The shop's own token of the visitor; without it, or where it gives nothing, they are a guest. */
  shopToken?: () => Promise<string | undefined>;
  request?: Request;
  /** Where a guest's token is kept, so that they come back as the same guest. */
  storage?: SafeStorage;
  /** A session that exists already. */
  session?: Session;
}

const RENEW_BEFORE_MS = 90_000;
const MIN_LIFETIME_MS = 10_000;
const MAX_LIFETIME_MS = 3_600_000;

/** Who the visitor is, and the token that says so. AtomicXCore's LoginStore; one for each server. */
export class LoginStore {
  readonly #request: Request;
  readonly #shopToken: LoginOptions['shopToken'];
  readonly #storage: SafeStorage;
  readonly #guestKey: string;
  readonly #status = signal<LoginStatus>('idle');
  readonly #user = signal<LoginUserInfo | undefined>(undefined);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #provider = signal<Session['provider'] | undefined>(undefined);
  #session: Session | undefined;
  #renewAt = 0;
  #pending: Promise<Session> | undefined;
  /** Counts sign-outs, so that a session asked for before one is not taken after it. */
  #generation = 0;

  constructor({ server, shopToken, request, storage, session }: LoginOptions) {
    this.#request = request ?? createRequest(server);
    this.#shopToken = shopToken;
    this.#storage = storage ?? safeStorage('localStorage');
    this.#guestKey = `vitrine.guest/1:${server}`;
    if (session) this.#keep(session);
  }

  get loginStatus(): LoginStatus {
    return this.#status.value;
  }
  get loginUserInfo(): LoginUserInfo | undefined {
    return this.#user.value;
  }
  /** What carries the server's rooms; undefined until the first session says so. */
  get provider(): Session['provider'] | undefined {
    return this.#provider.value;
  }
  /** Why there is no session; undefined while there is one, or one is being asked for. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  /** Signs in anew: call it after the visitor signed in at the shop. A guest's cart and orders move along. */
  async login(): Promise<void> {
    await this.token(true);
  }

  /** Forgets the visitor, the guest's token included. Whatever asks for a token next signs in again. */
  logout(): void {
    this.#generation += 1;
    this.#session = undefined;
    this.#pending = undefined;
    this.#storage.remove(this.#guestKey);
    batch(() => {
      this.#status.value = 'idle';
      this.#user.value = undefined;
      this.#failure.value = undefined;
    });
  }

  /** A token that is good for a while; signs in where needed, once for everybody who asks meanwhile. `renew` discards the present one. */
  async token(renew = false): Promise<string | undefined> {
    if (this.#session && !renew && Date.now() < this.#renewAt) return this.#session.token;
    if (!this.#pending) {
      const pending = this.#signIn().finally(() => {
        if (this.#pending === pending) this.#pending = undefined;
      });
      this.#pending = pending;
    }
    return (await this.#pending).token;
  }

  async #signIn(): Promise<Session> {
    const generation = this.#generation;
    if (!this.#session) this.#status.value = 'loading';
    try {
      const session = await this.#openSession();
      if (generation !== this.#generation) throw new LiveError('cancelled', 'Signed out meanwhile');
      this.#keep(session);
      return session;
    } catch (error) {
      if (generation === this.#generation) this.#fail(errorCode(error));
      throw error;
    }
  }

  async #openSession(): Promise<Session> {
    const token = await this.#askShop();
    const guestToken = this.#storage.get(this.#guestKey);
    const open = (body: object) => this.#request(Session, 'POST', '/sessions', { body });
    try {
      return await open({ token, guestToken });
    } catch (error) {
      // A guest's token from long ago must not keep anybody out.
      if (guestToken === undefined || !['unauthenticated', 'expired', 'invalid'].includes(errorCode(error))) throw error;
      const session = await open({ token });
      this.#storage.remove(this.#guestKey);
      return session;
    }
  }

  async #askShop(): Promise<string | undefined> {
    try {
      return (await this.#shopToken?.()) || undefined;
    } catch (cause) {
      if (cause instanceof LiveError) throw cause;
      throw new LiveError('unauthenticated', 'The shop gave no token', { cause });
    }
  }

  #keep(session: Session): void {
    const lifetime = Math.min(Math.max(session.expiresAt - Date.now(), MIN_LIFETIME_MS), MAX_LIFETIME_MS);
    this.#session = session;
    this.#renewAt = Date.now() + lifetime - Math.min(RENEW_BEFORE_MS, lifetime / 3);
    if (session.guestToken !== undefined) this.#storage.set(this.#guestKey, session.guestToken);
    else if (session.user.role !== 'guest') this.#storage.remove(this.#guestKey);
    const { id, name, avatarUrl, role, rooms } = session.user;
    batch(() => {
      this.#status.value = 'success';
      this.#provider.value = session.provider;
      this.#user.value = { userId: id, userName: name, avatarUrl, role, rooms };
      this.#failure.value = undefined;
    });
  }

  /** A renewal that merely found no network leaves the visitor signed in: the next one may go well. */
  #fail(code: LiveErrorCode): void {
    const refused = ['unauthenticated', 'forbidden', 'expired', 'invalid', 'not-found'].includes(code);
    if (this.#session && !refused) return;
    this.#session = undefined;
    batch(() => {
      this.#status.value = 'error';
      this.#user.value = undefined;
      this.#failure.value = code;
    });
  }
}

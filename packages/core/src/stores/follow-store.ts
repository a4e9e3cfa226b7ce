import { errorCode, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import type { LiveRoom } from '../live-room.ts';
import { batch, effect, signal, untracked } from '../reactive.ts';
import { Following, UserProfile } from '../schemas/user.ts';

/** Whether the visitor follows the host of a room, and how many do. */
export class FollowStore {
  readonly #request: Request;
  readonly #hostId: () => string | undefined;
  readonly #state = signal<Following | undefined>(undefined);
  readonly #busy = signal(false);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  /** Counts hosts and visitors: an answer about the last ones is not about these. */
  #generation = 0;

  constructor({ request, liveList, login, closed }: Pick<LiveRoom, 'request' | 'liveList' | 'login' | 'closed'>) {
    this.#request = request;
    this.#hostId = () => liveList.currentLive?.hostId;
    let known = '';
    const stop = effect(() => {
      const present = `${this.#hostId() ?? ''} ${login.loginUserInfo?.userId ?? ''}`;
      if (present === known) return;
      known = present;
      this.#generation += 1;
      untracked(() => void this.fetch());
    });
    closed.addEventListener('abort', stop, { once: true });
  }

  /** Undefined until it was read; stays so where the shop does not know the host as a user. */
  get following(): boolean | undefined {
    return this.#state.value?.following;
  }
  get followers(): number {
    return this.#state.value?.followers ?? 0;
  }
  get busy(): boolean {
    return this.#busy.value;
  }
  /** Why the last `follow` or `unfollow` failed. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  /** Reads it. Never rejects: without an answer there is nothing to follow. */
  async fetch(): Promise<void> {
    const hostId = this.#hostId();
    const generation = this.#generation;
    this.#state.value = undefined;
    if (hostId === undefined) return;
    try {
      const { following, followers } = await this.#request(UserProfile, 'GET', userPath(hostId));
      if (generation === this.#generation) this.#state.value = { following, followers };
    } catch {
      // The show goes on without.
    }
  }

  /** Rejects with `forbidden` for guests: only the shop's own users follow. */
  follow(): Promise<void> {
    return this.#change('PUT');
  }

  unfollow(): Promise<void> {
    return this.#change('DELETE');
  }

  async #change(method: 'PUT' | 'DELETE'): Promise<void> {
    const hostId = this.#hostId();
    if (hostId === undefined || this.#busy.peek()) return;
    const generation = this.#generation;
    batch(() => {
      this.#busy.value = true;
      this.#failure.value = undefined;
    });
    try {
      const state = await this.#request(Following, method, `${userPath(hostId)}/follow`);
      if (generation === this.#generation) this.#state.value = state;
    } catch (error) {
      this.#failure.value = errorCode(error);
      throw error;
    } finally {
      this.#busy.value = false;
    }
  }
}

const userPath = (id: string): string => `/users/${encodeURIComponent(id)}`;

/** One answer, however many elements ask. Only a memory of what hangs on each room, and gone with it. */
const known = new WeakMap<AbortSignal, FollowStore>();

/** The room's `FollowStore`, made on demand, so that a page without a button for it does not ask. */
export function followStore(room: LiveRoom): FollowStore {
  const store = known.get(room.closed) ?? untracked(() => new FollowStore(room));
  known.set(room.closed, store);
  return store;
}

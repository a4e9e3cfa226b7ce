import * as v from 'valibot';
import { batch, signal } from '../reactive.ts';
import type { Request } from '../http.ts';
import type { RoomDeps } from '../room-deps.ts';
import { Audience } from '../schemas/audience.ts';
import type { LiveUser } from '../schemas/user.ts';

const MAX_LISTED = 200;
const YEAR_IN_SECONDS = 31_536_000;
const DAY_IN_SECONDS = 86_400;

/** Who is in the room, and what its host and moderators may do about them. AtomicXCore's LiveAudienceStore. */
export class LiveAudienceStore {
  readonly #path: string;
  readonly #request: Request;
  readonly #list = signal<readonly LiveUser[]>([]);
  readonly #count = signal(0);
  #wanted = false;

  constructor({ liveId, request, bus, closed }: Pick<RoomDeps, 'liveId' | 'request' | 'bus' | 'closed'>) {
    this.#path = `/lives/${encodeURIComponent(liveId)}`;
    this.#request = request;
    bus.onSnapshot(({ audienceCount }) => (this.#count.value = audienceCount), closed);
    bus.on('audience.counted', ({ count }) => (this.#count.value = count), closed);
    bus.on('audience.joined', ({ user }) => this.#enter(user), closed);
    bus.on('audience.left', ({ user }) => this.#leave(user.userId), closed);
    bus.on('member.banned', ({ userId, until }) => until > 0 && this.#leave(userId), closed);
  }

  /** Newest first, at most 200: `audienceCount` counts everybody. */
  get audienceList(): readonly LiveUser[] {
    return this.#list.value;
  }
  get audienceCount(): number {
    return this.#count.value;
  }

  async fetchAudienceList(): Promise<void> {
    this.#wanted = true;
    const { count, items } = await this.#request(Audience, 'GET', `${this.#path}/audience`);
    batch(() => {
      this.#list.value = items;
      this.#count.value = count;
    });
  }

  /** Reads the list again where it was read before, after a reconnect. */
  refresh(): void {
    // The list is for display: the next arrival or departure shows, read or not.
    if (this.#wanted) this.fetchAudienceList().catch(() => {});
  }

  /** Forbids a member to write, for `seconds` (by default a year), or allows it again. */
  async disableSendMessage(userId: string, isDisable: boolean, seconds = YEAR_IN_SECONDS): Promise<void> {
    await this.#act(userId, 'mute', { seconds: isDisable ? seconds : 0 });
  }

  /** Removes a member, who may not come back for `seconds` (by default a day); 0 lets them in again. */
  async kickUserOutOfRoom(userId: string, seconds = DAY_IN_SECONDS, reason?: string): Promise<void> {
    await this.#act(userId, 'ban', { seconds, reason });
  }

  async #act(userId: string, act: 'mute' | 'ban', body: object): Promise<void> {
    await this.#request(v.unknown(), 'POST', `${this.#path}/members/${encodeURIComponent(userId)}/${act}`, { body });
  }

  #enter(user: LiveUser): void {
    const others = this.#list.peek().filter(({ userId }) => userId !== user.userId);
    this.#list.value = [user, ...others].slice(0, MAX_LISTED);
  }

  #leave(userId: string): void {
    this.#list.value = this.#list.peek().filter((user) => user.userId !== userId);
  }
}

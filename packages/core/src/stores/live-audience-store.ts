import * as v from 'valibot';
import type { Request } from '../http.ts';
import { Listeners } from '../listeners.ts';
import { batch, signal } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { Audience, type Member, MemberPage, type MemberStanding } from '../schemas/audience.ts';
import type { LiveUser } from '../schemas/user.ts';

const MAX_LISTED = 200;
const YEAR_IN_SECONDS = 31_536_000;
const DAY_IN_SECONDS = 86_400;

export type LiveAudienceDeps = Pick<RoomDeps, 'liveId' | 'request' | 'bus' | 'userId' | 'closed'>;

/** Who is in the room, and what its host and moderators may do about them. AtomicXCore's LiveAudienceStore. */
export class LiveAudienceStore {
  readonly #path: string;
  readonly #request: Request;
  readonly #list = signal<readonly LiveUser[]>([]);
  readonly #count = signal(0);
  readonly #mutedMembers = signal<readonly Member[]>([]);
  readonly #administrators = signal<readonly Member[]>([]);
  readonly #isAdministrator = signal(false);
  readonly #joined = new Listeners<[user: LiveUser]>();
  readonly #left = new Listeners<[user: LiveUser]>();
  readonly #disabled = new Listeners<[user: Pick<LiveUser, 'userId'>, isDisable: boolean]>();
  #wanted = false;
  /** Lists that were read, and are read again when a member's standing changes. */
  readonly #lists = new Set<MemberStanding>();

  constructor({ liveId, request, bus, userId: me, closed }: LiveAudienceDeps) {
    this.#path = `/lives/${encodeURIComponent(liveId)}`;
    this.#request = request;
    bus.onSnapshot(({ audienceCount, administrator = false }) => {
      this.#count.value = audienceCount;
      this.#isAdministrator.value = administrator;
    }, closed);
    bus.on('audience.counted', ({ count }) => (this.#count.value = count), closed);
    bus.on('audience.joined', ({ user }) => this.#enter(user), closed);
    bus.on(
      'audience.left',
      ({ user }) => {
        this.#leave(user.userId);
        this.#left.tell(user);
      },
      closed,
    );
    bus.on('member.banned', ({ userId, until }) => until > 0 && this.#leave(userId), closed);
    bus.on(
      'member.muted',
      ({ userId, until }) => {
        this.#follow('muted');
        this.#disabled.tell(this.#list.peek().find((user) => user.userId === userId) ?? { userId }, until > 0);
      },
      closed,
    );
    const appointed = (userId: string, administrator: boolean): void => {
      this.#follow('administrator');
      if (userId === me()) this.#isAdministrator.value = administrator;
      this.#list.value = this.#list
        .peek()
        .map((user) => (user.userId === userId ? { ...user, role: administrator ? 'moderator' : 'viewer' } : user));
    };
    bus.on('member.appointed', ({ userId }) => appointed(userId, true), closed);
    bus.on('member.dismissed', ({ userId }) => appointed(userId, false), closed);
  }

  /** Newest first, at most 200: `audienceCount` counts everybody. */
  get audienceList(): readonly LiveUser[] {
    return this.#list.value;
  }
  get audienceCount(): number {
    return this.#count.value;
  }

  /** Who may not write, once `fetchMessageBannedUserList` was called; for moderators. */
  get messageBannedUserList(): readonly Member[] {
    return this.#mutedMembers.value;
  }
  /** Whom the host appointed, once `fetchAdministratorList` was called; for moderators. */
  get administratorList(): readonly Member[] {
    return this.#administrators.value;
  }
  /** True where the host lets this visitor moderate the room. */
  get isAdministrator(): boolean {
    return this.#isAdministrator.value;
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
    for (const standing of this.#lists) this.#follow(standing);
  }

  /** Reads who may not write, at most 100 of them; from then on the list is kept current. */
  fetchMessageBannedUserList(): Promise<void> {
    return this.#fetchMembers('muted');
  }

  /** Reads whom the host appointed, at most 100 of them; from then on the list is kept current. */
  fetchAdministratorList(): Promise<void> {
    return this.#fetchMembers('administrator');
  }

  /** Lets a signed-in user moderate this room; the host's to do. */
  async setAdministrator(userId: string): Promise<void> {
    await this.#request(v.unknown(), 'PUT', this.#administrator(userId));
  }

  async revokeAdministrator(userId: string): Promise<void> {
    await this.#request(v.unknown(), 'DELETE', this.#administrator(userId));
  }

  /** Tells of arrivals, those of hosts and moderators included: see the user's `role`. A crowd is told of in part. */
  onAudienceJoined(listener: (user: LiveUser) => void, until: AbortSignal): void {
    this.#joined.add(listener, until);
  }

  onAudienceLeft(listener: (user: LiveUser) => void, until: AbortSignal): void {
    this.#left.add(listener, until);
  }

  /** Tells of members who may not write any more, or may again; of those who are not listed only the id is known. */
  onAudienceMessageDisabled(
    listener: (user: Pick<LiveUser, 'userId'> & Partial<LiveUser>, isDisable: boolean) => void,
    until: AbortSignal,
  ): void {
    this.#disabled.add(listener, until);
  }

  /** Forbids a member to write, for `seconds` (by default a year), or allows it again. */
  async disableSendMessage(userId: string, isDisable: boolean, seconds = YEAR_IN_SECONDS, reason?: string): Promise<void> {
    await this.#act(userId, 'mute', { seconds: isDisable ? seconds : 0, reason });
  }

  /** Removes a member, who may not come back for `seconds` (by default a day); 0 lets them in again. */
  async kickUserOutOfRoom(userId: string, seconds = DAY_IN_SECONDS, reason?: string): Promise<void> {
    await this.#act(userId, 'ban', { seconds, reason });
  }

  async #act(userId: string, act: 'mute' | 'ban', body: object): Promise<void> {
    await this.#request(v.unknown(), 'POST', `${this.#path}/members/${encodeURIComponent(userId)}/${act}`, { body });
  }

  #administrator(userId: string): string {
    return `${this.#path}/administrators/${encodeURIComponent(userId)}`;
  }

  async #fetchMembers(standing: 'muted' | 'administrator'): Promise<void> {
    this.#lists.add(standing);
    const { items } = await this.#request(MemberPage, 'GET', `${this.#path}/members`, { query: { standing, limit: 100 } });
    (standing === 'muted' ? this.#mutedMembers : this.#administrators).value = items;
  }

  #follow(standing: MemberStanding): void {
    // The next change reads it again, whatever became of this one.
    if (standing !== 'banned' && this.#lists.has(standing)) this.#fetchMembers(standing).catch(() => {});
  }

  #enter(user: LiveUser): void {
    const others = this.#list.peek().filter(({ userId }) => userId !== user.userId);
    this.#list.value = [user, ...others].slice(0, MAX_LISTED);
    this.#joined.tell(user);
  }

  #leave(userId: string): void {
    this.#list.value = this.#list.peek().filter((user) => user.userId !== userId);
  }
}

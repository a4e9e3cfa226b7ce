import * as v from 'valibot';
import { errorCode, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { followReconnects } from '../follow-reconnects.ts';
import { batch, signal } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { type Member, MemberPage } from '../schemas/audience.ts';
import {
  type AuditEntry,
  AuditPage,
  type HeldBarrage,
  HeldPage,
  Moderation,
  type ModerationPatch,
  type ModerationSettings,
  type NewReport,
  type Report,
  ReportPage,
} from '../schemas/moderation.ts';

/** Of what waits, so many are read. */
const LIMIT = 100;

/** What the store needs of its room. */
export type ModerationDeps = Pick<RoomDeps, 'liveId' | 'request' | 'bus' | 'closed'> & {
  readonly channel: Pick<RoomDeps['channel'], 'state'>;
};

/** What the moderators of a room see and do. Everybody may `report`; the rest is refused to the audience. */
export class ModerationStore {
  readonly #path: string;
  readonly #request: Request;
  readonly #closed: AbortSignal;
  readonly #settings = signal<ModerationSettings | undefined>(undefined);
  readonly #own = signal<Partial<ModerationSettings>>({});
  readonly #held = signal<readonly HeldBarrage[]>([]);
  readonly #reports = signal<readonly Report[]>([]);
  readonly #audit = signal<readonly AuditEntry[]>([]);
  readonly #auditCursor = signal('');
  readonly #banned = signal<readonly Member[]>([]);
  readonly #heldCount = signal(0);
  readonly #reportCount = signal(0);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  #followers = 0;
  #bannedWanted = false;
  /** Counts the reads, so that an answer that was overtaken is left aside. */
  #reads = 0;

  constructor({ liveId, request, bus, channel, closed }: ModerationDeps) {
    this.#path = `/lives/${encodeURIComponent(liveId)}`;
    this.#request = request;
    this.#closed = closed;
    bus.on('moderation.queued', ({ held = 0, reports = 0 }) => this.#queued(held, reports), closed);
    bus.on('chat.changed', () => this.#settings.peek() && void this.fetchSettings().catch(() => {}), closed);
    bus.on('member.banned', () => this.#bannedWanted && void this.fetchBannedList().catch(() => {}), closed);
    // Nobody says what was missed.
    const unfollow = followReconnects(channel, () => this.#refresh());
    closed.addEventListener('abort', unfollow, { once: true });
  }

  /** The rules of the chat; undefined until `fetchSettings`. */
  get settings(): ModerationSettings | undefined {
    return this.#settings.value;
  }
  /** Those of them that were set for this room rather than for the shop. */
  get ownSettings(): Partial<ModerationSettings> {
    return this.#own.value;
  }
  /** Messages that wait, the longest first, at most 100; while somebody follows them. */
  get heldList(): readonly HeldBarrage[] {
    return this.#held.value;
  }
  /** Open reports, the newest first, at most 100; while somebody follows them. */
  get reportList(): readonly Report[] {
    return this.#reports.value;
  }
  /** How many messages wait and how many reports are open, as the room told its moderators last. */
  get heldCount(): number {
    return this.#heldCount.value;
  }
  get reportCount(): number {
    return this.#reportCount.value;
  }
  /** What moderators did, the newest first, as far as read. */
  get auditList(): readonly AuditEntry[] {
    return this.#audit.value;
  }
  /** Where the next page of `auditList` starts; empty after the last one. */
  get auditCursor(): string {
    return this.#auditCursor.value;
  }
  /** Why what is followed could not be read; what was read before stays. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  /** Who may not come in, once `fetchBannedList` was called. */
  get bannedList(): readonly Member[] {
    return this.#banned.value;
  }

  async fetchSettings(): Promise<void> {
    this.#take(await this.#request(Moderation, 'GET', `${this.#path}/moderation`));
  }

  /** Changes the rules; `null` goes back to the shop's. */
  async updateSettings(patch: ModerationPatch): Promise<void> {
    this.#take(await this.#request(Moderation, 'PUT', `${this.#path}/moderation`, { body: patch }));
  }

  /** Keeps `heldList` and `reportList` current until `until` aborts. */
  followQueue(until: AbortSignal): void {
    if (until.aborted) return;
    this.#followers += 1;
    until.addEventListener('abort', () => (this.#followers -= 1), { once: true });
    this.#refresh();
  }

  /** Reads who may not come in, at most 100 of them; from then on the list is kept current. */
  async fetchBannedList(): Promise<void> {
    this.#bannedWanted = true;
    const query = { standing: 'banned', limit: LIMIT };
    this.#banned.value = (await this.#request(MemberPage, 'GET', `${this.#path}/members`, { query })).items;
  }

  /** Reads a page of the audit log: without a cursor the first one, which starts the list again. */
  async fetchAudit(cursor = ''): Promise<void> {
    const query = { cursor: cursor || undefined, limit: 50 };
    const page = await this.#request(AuditPage, 'GET', `${this.#path}/audit`, { query });
    batch(() => {
      this.#audit.value = cursor === '' ? page.items : [...this.#audit.peek(), ...page.items];
      this.#auditCursor.value = page.cursor;
    });
  }

  /** Shows a message that waits to everybody. */
  approve(barrageId: string): Promise<void> {
    return this.#post(`/held/${encodeURIComponent(barrageId)}/approve`);
  }

  /** Lets a message that waits be seen by nobody; its writer hears so, but not why. */
  reject(barrageId: string, reason?: string): Promise<void> {
    return this.#post(`/held/${encodeURIComponent(barrageId)}/reject`, { reason });
  }

  /** Takes a message away from everybody. */
  async removeMessage(barrageId: string, reason?: string): Promise<void> {
    const path = `${this.#path}/barrages/${encodeURIComponent(barrageId)}`;
    await this.#request(v.unknown(), 'DELETE', path, { query: { reason } });
  }

  /** Keeps a message in view, in place of the one before. */
  async pinMessage(barrageId: string): Promise<void> {
    await this.#request(v.unknown(), 'PUT', `${this.#path}/pin`, { body: { barrageId } });
  }

  async unpinMessage(): Promise<void> {
    await this.#request(v.unknown(), 'DELETE', `${this.#path}/pin`);
  }

  /** Sets the notice of the room; an empty one takes it away. */
  async setNotice(notice: string): Promise<void> {
    await this.#request(v.unknown(), 'PUT', `${this.#path}/notice`, { body: { notice } });
  }

  /** Brings a message or a person to the moderators; anybody may. */
  report(report: v.InferInput<typeof NewReport>): Promise<void> {
    return this.#post('/reports', report);
  }

  /** A report has been dealt with. */
  closeReport(id: string, reason?: string): Promise<void> {
    return this.#post(`/reports/${encodeURIComponent(id)}/close`, { reason });
  }

  async #post(path: string, body?: unknown): Promise<void> {
    await this.#request(v.unknown(), 'POST', `${this.#path}${path}`, { body });
  }

  #take({ settings, own }: Moderation): void {
    batch(() => {
      this.#settings.value = settings;
      this.#own.value = own;
    });
  }

  #queued(held: number, reports: number): void {
    batch(() => {
      this.#heldCount.value = held;
      this.#reportCount.value = reports;
    });
    this.#refresh();
  }

  #refresh(): void {
    if (this.#followers > 0) void this.#readQueue();
  }

  async #readQueue(): Promise<void> {
    const read = (this.#reads += 1);
    const query = { limit: LIMIT };
    try {
      const [held, reports] = await Promise.all([
        this.#request(HeldPage, 'GET', `${this.#path}/held`, { query }),
        this.#request(ReportPage, 'GET', `${this.#path}/reports`, { query }),
      ]);
      if (read !== this.#reads || this.#closed.aborted) return;
      batch(() => {
        this.#held.value = held.items;
        this.#reports.value = reports.items;
        // A full page does not say how many more there are; the room does.
        if (held.cursor === '') this.#heldCount.value = held.items.length;
        if (reports.cursor === '') this.#reportCount.value = reports.items.length;
        this.#failure.value = undefined;
      });
    } catch (error) {
      if (read === this.#reads && !this.#closed.aborted) this.#failure.value = errorCode(error);
    }
  }
}

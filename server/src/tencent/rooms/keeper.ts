import { and, eq, gt } from 'drizzle-orm';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Deps } from '../../deps.ts';
import { liveById, metadataOf } from '../../live/statements.ts';
import { lives } from '../../live/tables.ts';
import type { Rest } from '../rest/client.ts';
import { TencentError } from '../rest/error.ts';
import { cutToBytes, type RoomKind } from './kind.ts';

/** A room stays so long after its show, in milliseconds: everybody hears the end, and says goodbye. */
const GOODBYE = 60_000;
/** Shows that ended while the server was down are looked for so far back, in milliseconds. */
const LOOK_BACK = 7 * 24 * 3_600_000;
const NICK_BYTES = 500;
const FACE_BYTES = 500;

/** Whoever is made known to Tencent by name and picture. */
export interface Account {
  userId: string;
  name: string;
  avatarUrl?: string | undefined;
}

/**
 * Has the rooms made and destroyed at Tencent: a room is made by the server alone, the first time that somebody needs it,
 * and destroyed a minute after its show. Asking again is free while this process lives.
 */
export class RoomKeeper {
  readonly #deps: Pick<Deps, 'db' | 'log' | 'now'>;
  readonly #rest: Rest;
  readonly #kind: RoomKind;
  /** Told of every room that Tencent made, and which it so begins to count anew, before anybody enters it. */
  onMade: (liveId: string) => Promise<void> = async () => {};
  readonly #made = new Map<string, Promise<void>>();
  readonly #accounts = new Map<string, string>();
  readonly #goodbyes = new Map<string, NodeJS.Timeout>();
  #closed = false;

  constructor(deps: Pick<Deps, 'db' | 'log' | 'now'>, rest: Rest, kind: RoomKind) {
    this.#deps = deps;
    this.#rest = rest;
    this.#kind = kind;
  }

  /**
   * Makes the room of a live unless it is there, with the metadata as it stands. Throws a TencentError, `not-found`, or
   * `expired` once the show is over.
   */
  ensure(liveId: string): Promise<void> {
    if (this.#goodbyes.has(liveId)) return Promise.reject(new LiveError('expired', 'This show is over'));
    const made = this.#made.get(liveId);
    if (made) return made;
    const making = this.#make(liveId);
    this.#made.set(liveId, making);
    making.catch(() => this.#made.delete(liveId));
    return making;
  }

  /** Tencent says that the room is gone: the next one who needs it has it made again. */
  forget(liveId: string): void {
    this.#made.delete(liveId);
  }

  /** Makes a user known to Tencent, or tells it of a new name or picture. */
  async introduce({ userId, name, avatarUrl = '' }: Account): Promise<void> {
    const looks = JSON.stringify([name, avatarUrl]);
    if (this.#accounts.get(userId) === looks) return;
    await this.#rest.call('importAccount', {
      UserID: userId,
      ...(name ? { Nick: cutToBytes(name, NICK_BYTES) } : {}),
      ...(avatarUrl && Buffer.byteLength(avatarUrl) <= FACE_BYTES ? { FaceUrl: avatarUrl } : {}),
    });
    if (this.#accounts.size >= 20_000) this.#accounts.clear();
    this.#accounts.set(userId, looks);
  }

  /** The show is over: destroys its room once everybody has heard of it. */
  sayGoodbye(liveId: string, wait = GOODBYE): void {
    if (this.#closed || this.#goodbyes.has(liveId)) return;
    const timer = setTimeout(() => {
      this.#goodbyes.delete(liveId);
      void this.#destroy(liveId);
    }, wait);
    this.#goodbyes.set(liveId, timer.unref());
  }

  /** Comes back to rooms whose show ended while nobody was there to destroy them. */
  async catchUp(): Promise<void> {
    const { db, now } = this.#deps;
    const rows = await db
      .select({ id: lives.id })
      .from(lives)
      .where(and(eq(lives.status, 'ended'), gt(lives.endedAt, now() - LOOK_BACK)));
    for (const { id } of rows) this.sayGoodbye(id);
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#goodbyes.values()) clearTimeout(timer);
  }

  async #make(liveId: string): Promise<void> {
    const { db } = this.#deps;
    const live = await liveById(db, liveId);
    if (!live) throw new LiveError('not-found', 'There is no such live');
    if (live.status === 'ended') throw new LiveError('expired', 'This show is over');
    const { title, hostId, hostName, hostAvatarUrl, coverUrl } = live;
    await this.introduce({ userId: hostId, name: hostName, avatarUrl: hostAvatarUrl ?? undefined });
    try {
      await this.#kind.create({ liveId, title, hostId, coverUrl: coverUrl ?? undefined });
      await this.onMade(liveId);
    } catch (error) {
      if (!(error instanceof TencentError) || !error.roomExists) throw error;
    }
    await this.#kind.replaceMetadata(liveId, await metadataOf(db, liveId));
  }

  async #destroy(liveId: string): Promise<void> {
    this.#made.delete(liveId);
    try {
      await this.#kind.destroy(liveId);
    } catch (error) {
      if (error instanceof TencentError && error.noSuchRoom) return;
      // The next start comes back to it.
      this.#deps.log.warn({ err: error, liveId }, 'a room was not destroyed');
    }
  }
}

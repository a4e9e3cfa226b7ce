import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { liveById } from '../../live/statements.ts';
import { lives } from '../../live/tables.ts';
import { ulid } from '../../ids.ts';
import { addressOf, type TencentConfig } from '../config.ts';
import { tencentRelays } from '../tables.ts';
import { userSig } from '../user-sig.ts';
import { type Cloud, CloudError } from './api.ts';

/** The relay enters the room as somebody, for a day at most. */
const AGENT_SECONDS = 24 * 3600;
/** A host may be gone so long before the relay ends by itself, in seconds. */
const MAX_IDLE = 3600;
const TRIES = 5;
/** What a browser publishes at most. Pictures are passed on as they are; the numbers only announce them. */
const VIDEO = { Width: 1280, Height: 720, Fps: 30, BitRate: 2500, Gop: 2 };
const AUDIO = { SampleRate: 48_000, Channel: 2, BitRate: 64 };
/** The task ended by itself, or never was. */
const GONE = /NotExist|NotFound/;

/** The address that a stream is pushed to, with the CDN's signature where it wants one. */
export function pushUrl({ pushUrl: template, pushKey }: TencentConfig['cdn'], liveId: string, endsAt: number): string {
  const url = addressOf(template ?? '', liveId);
  if (!pushKey) return url;
  const name = url.split('/').at(-1)!.split('?', 1)[0]!;
  const time = endsAt.toString(16).toUpperCase();
  const secret = createHash('md5').update(`${pushKey}${name}${time}`).digest('hex');
  return `${url}${url.includes('?') ? '&' : '?'}txSecret=${secret}&txTime=${time}`;
}

/** Has Tencent push each show from its room to the shop's CDN, where the crowd plays it. A relay that fails costs the crowd its picture, never the show. */
export class CdnRelay {
  readonly #deps: Pick<Deps, 'db' | 'writes' | 'now' | 'log'>;
  readonly #config: TencentConfig;
  readonly #cloud: Cloud;
  readonly #backoff: (tries: number) => number;
  /** One thing at a time for each show. */
  readonly #work = new Map<string, Promise<void>>();

  constructor(
    deps: Pick<Deps, 'db' | 'writes' | 'now' | 'log'>,
    config: TencentConfig,
    cloud: Cloud,
    backoff = (tries: number): number => 500 * 2 ** tries,
  ) {
    this.#deps = deps;
    this.#config = config;
    this.#cloud = cloud;
    this.#backoff = backoff;
  }

  /** The show is on: begins its relay, unless it runs. */
  start(liveId: string): Promise<void> {
    return this.#after(liveId, () => this.#start(liveId));
  }

  /** The show is over. */
  stop(liveId: string): Promise<void> {
    return this.#after(liveId, () => this.#stop(liveId));
  }

  /** Brings relays to what the database says about the shows: for example after a restart in between. */
  async resume(): Promise<void> {
    const { db } = this.#deps;
    const on = await db.select({ id: lives.id }).from(lives).where(eq(lives.status, 'live'));
    const ended = await db
      .select({ id: tencentRelays.liveId })
      .from(tencentRelays)
      .innerJoin(lives, eq(lives.id, tencentRelays.liveId))
      .where(eq(lives.status, 'ended'));
    await Promise.all([...on.map(({ id }) => this.start(id)), ...ended.map(({ id }) => this.stop(id))]);
  }

  #after(liveId: string, act: () => Promise<void>): Promise<void> {
    const next = (this.#work.get(liveId) ?? Promise.resolve()).then(() => this.#persist(liveId, act));
    this.#work.set(liveId, next);
    void next.then(() => {
      if (this.#work.get(liveId) === next) this.#work.delete(liveId);
    });
    return next;
  }

  async #persist(liveId: string, act: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await act();
      } catch (error) {
        if (tries >= TRIES) return this.#deps.log.error({ err: error, liveId }, 'the relay to the CDN failed');
        await sleep(this.#backoff(tries));
      }
    }
  }

  async #taskOf(liveId: string): Promise<string | undefined> {
    const [row] = await this.#deps.db.select().from(tencentRelays).where(eq(tencentRelays.liveId, liveId));
    return row?.taskId;
  }

  async #start(liveId: string): Promise<void> {
    const { db, writes, now } = this.#deps;
    const live = await liveById(db, liveId);
    if (live?.status !== 'live' || (await this.#taskOf(liveId))) return;
    const { sdkAppId, secretKey, cdn } = this.#config;
    const seconds = Math.floor(now() / 1000);
    const agent = `relay_${ulid()}`;
    const { TaskId } = await this.#cloud.call('StartPublishCdnStream', {
      SdkAppId: sdkAppId,
      RoomId: liveId,
      RoomIdType: 1,
      AgentParams: {
        UserId: agent,
        UserSig: userSig({ sdkAppId, secretKey }, { userId: agent, ttl: AGENT_SECONDS, now: seconds }),
        MaxIdleTime: MAX_IDLE,
      },
      WithTranscoding: 0,
      AudioParams: { AudioEncode: AUDIO },
      VideoParams: { VideoEncode: VIDEO },
      SingleSubscribeParams: {
        UserMediaStream: { UserInfo: { UserId: live.hostId, RoomId: liveId, RoomIdType: 1 }, StreamType: 0 },
      },
      PublishCdnParams: [{ PublishCdnUrl: pushUrl(cdn, liveId, seconds + AGENT_SECONDS), IsTencentCdn: 1 }],
    });
    if (!TaskId) throw new CloudError('StartPublishCdnStream', '', 'no task in the answer');
    const changeId = ulid();
    await writes.commit([
      sql`insert into ${tencentRelays} (live_id, change_id, task_id, started_at) values (${liveId}, ${changeId}, ${TaskId}, ${now()})
        on conflict (live_id) do update set change_id = excluded.change_id, task_id = excluded.task_id, started_at = excluded.started_at`,
    ]);
  }

  async #stop(liveId: string): Promise<void> {
    const taskId = await this.#taskOf(liveId);
    if (!taskId) return;
    try {
      await this.#cloud.call('StopPublishCdnStream', { SdkAppId: this.#config.sdkAppId, TaskId: taskId });
    } catch (error) {
      if (!(error instanceof CloudError) || !GONE.test(error.code)) throw error;
    }
    await this.#deps.writes.commit([
      sql`delete from ${tencentRelays} where ${tencentRelays.liveId} = ${liveId} and ${tencentRelays.taskId} = ${taskId}`,
    ]);
  }
}

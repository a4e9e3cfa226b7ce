import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import { ulid } from '../../ids.ts';
import type { Carrier } from '../../rooms/broadcaster.ts';
import { forbidCallbacks } from '../rest/commands.ts';
import type { Rest } from '../rest/client.ts';
import { TencentError } from '../rest/error.ts';
import { Aside } from './aside.ts';
import type { RoomKeeper } from './keeper.ts';
import type { RoomKind } from './kind.ts';
import { RoomPace } from './room-pace.ts';

/** Largest message that Chat carries, in bytes, without the little around it. */
const MAX_BYTES = 12_000;
/** A message that the room lost is said again so many times before the relay takes its time over it. */
const TRIES = 5;
/** Longest mute that Tencent takes, in seconds. */
const MAX_SECONDS = 2 ** 32 - 1;

export interface CarrierDeps {
  rest: Rest;
  kind: RoomKind;
  keeper: RoomKeeper;
  /** The account whose messages are believed to be the server's. */
  admin: string;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Told of every durable event before the room is. Never rejects. */
  onEvent?: (event: RoomEvent) => Promise<void>;
}

/** Another try would end alike; the relay need not come back with the event. */
const isFinal = (error: unknown): boolean => error instanceof TencentError && !error.transient;

/** The way out to the rooms over Tencent: metadata, messages from the server's account, words to one user alone. */
export class TencentCarrier implements Carrier {
  readonly #deps: CarrierDeps;
  readonly #paces = new Map<string, RoomPace>();
  readonly #asides = new Map<string, Aside>();
  /** How often rooms lost an event. It outlives a try of the relay: a repeat of what was lost might pass for known. */
  readonly #losses = new Map<string, number>();
  /** Another process does not know what was lost, so it says again what this one left open; receivers know the event by its id. */
  readonly #salt = ulid();

  constructor(deps: CarrierDeps) {
    this.#deps = deps;
  }

  async setMetadata(liveId: string, key: string, value: string | null): Promise<void> {
    const { kind, log } = this.#deps;
    try {
      await kind.setMetadata(liveId, key, value);
    } catch (error) {
      if (this.#isGone(error, liveId)) return;
      if (!isFinal(error)) throw error;
      // Tencent's copy of the metadata is a convenience; whoever needs it reads ours.
      log.warn({ err: error, liveId, key }, 'Tencent did not take the metadata');
    }
  }

  async send(event: RoomEvent): Promise<void> {
    const { keeper, onEvent } = this.#deps;
    if (event.type === 'live.started') await keeper.ensure(event.liveId);
    await this.#obey(event);
    await onEvent?.(event);
    const pace = this.#paceOf(event.liveId);
    for (let tries = 0; tries < TRIES; tries++) {
      await pace.turn();
      if (await this.#say(event)) return this.#after(event);
      this.#lost(event);
    }
    throw new TencentError('send', 0, 'the room hears too many messages');
  }

  async sendPrivate(userId: string, event: RoomEvent): Promise<void> {
    const { rest, admin } = this.#deps;
    // Pages believe only what names them; what goes to all moderators does not yet.
    const data = JSON.stringify({ ...event, to: userId });
    try {
      await rest.call('sendMessage', {
        SyncOtherMachine: 2,
        From_Account: admin,
        To_Account: userId,
        MsgRandom: this.#randomOf(event),
        // Only who is there hears it; everybody else reads the same from our REST.
        MsgLifeTime: 0,
        MsgBody: [
          {
            MsgType: 'TIMCustomElem',
            MsgContent: { Data: JSON.stringify({ BusinessId: event.type, Data: data }), Desc: '', Ext: '' },
          },
        ],
        ForbidCallbackControl: forbidCallbacks(),
        SendMsgControl: ['NoUnread', 'NoLastMsg'],
      });
    } catch (error) {
      // Guests who never signed in at Tencent cannot be told there.
      if (!(error instanceof TencentError) || !error.noSuchUser) throw error;
    }
  }

  tell(event: RoomEvent): void {
    const { liveId } = event;
    let aside = this.#asides.get(liveId);
    if (!aside) {
      const pace = this.#paceOf(liveId);
      aside = new Aside({
        spare: () => pace.spare(),
        say: (next) => this.#mention(next),
        idle: () => this.#asides.delete(liveId),
      });
      this.#asides.set(liveId, aside);
    }
    aside.push(event);
  }

  close(): void {
    for (const aside of this.#asides.values()) aside.close();
  }

  #paceOf(liveId: string): RoomPace {
    let pace = this.#paces.get(liveId);
    if (!pace) this.#paces.set(liveId, (pace = new RoomPace()));
    return pace;
  }

  async #say(event: RoomEvent): Promise<boolean> {
    const { kind, log } = this.#deps;
    const data = JSON.stringify(event);
    if (Buffer.byteLength(JSON.stringify(data)) > MAX_BYTES) {
      // Trying again would not make it smaller. Receivers notice the gap in the numbers and ask us.
      log.error({ eventId: event.eventId, type: event.type }, 'an event is too large for Tencent');
      return true;
    }
    const { liveId, type } = event;
    try {
      return await kind.send({ liveId, type, data, priority: 'High', random: this.#randomOf(event), urgency: 'first' });
    } catch (error) {
      if (this.#isGone(error, liveId)) return true;
      throw error;
    }
  }

  /** Says what has no number. Who misses a count hears the next; whether there is a picture is tried again. */
  async #mention(event: RoomEvent): Promise<void> {
    const { kind, log } = this.#deps;
    const { liveId, type } = event;
    const matters = type.startsWith('media.');
    try {
      for (let tries = 0; tries < (matters ? TRIES : 1); tries++) {
        if (tries > 0) await this.#paceOf(liveId).turn();
        const data = JSON.stringify(event);
        const sent = await kind.send({
          liveId,
          type,
          data,
          priority: matters ? 'High' : type === 'like.counted' ? 'Lowest' : 'Low',
          random: this.#randomOf(event),
          urgency: matters ? 'first' : 'last',
        });
        if (sent) break;
        this.#lost(event);
      }
    } catch (error) {
      if (!this.#isGone(error, liveId)) log.debug({ err: error, liveId, type }, 'a passing event was not told');
    }
    this.#losses.delete(event.eventId);
  }

  #lost({ eventId, liveId }: RoomEvent): void {
    this.#losses.set(eventId, (this.#losses.get(eventId) ?? 0) + 1);
    this.#paceOf(liveId).exhaust();
  }

  /** The number by which Tencent knows a repeat: the same for the same event, until the room lost it. */
  #randomOf({ eventId }: RoomEvent): number {
    const name = `${this.#salt} ${eventId} ${this.#losses.get(eventId) ?? 0}`;
    return createHash('sha256').update(name).digest().readUInt32BE();
  }

  /** Has Tencent enforce what the event says about a member. Our own door refuses them anyway. */
  async #obey(event: RoomEvent): Promise<void> {
    if (event.type !== 'member.muted' && event.type !== 'member.banned') return;
    const { kind, log, now } = this.#deps;
    const { liveId, userId, until } = event;
    const seconds = Math.min(MAX_SECONDS, Math.max(0, Math.ceil((until - now()) / 1000)));
    try {
      await (event.type === 'member.muted' ? kind.mute(liveId, userId, seconds) : kind.ban(liveId, userId, seconds));
    } catch (error) {
      if (this.#isGone(error, liveId)) return;
      if (!isFinal(error)) throw error;
      log.warn({ err: error, liveId, userId }, 'Tencent did not mute or ban');
    }
  }

  #after(event: RoomEvent): void {
    this.#losses.delete(event.eventId);
    if (event.type !== 'live.ended') return;
    this.#deps.keeper.sayGoodbye(event.liveId);
    this.#paces.delete(event.liveId);
  }

  /** True where the room is not there: nobody can be in it, and whoever comes next has it made with all that it should know. */
  #isGone(error: unknown, liveId: string): boolean {
    if (!(error instanceof TencentError) || !error.noSuchRoom) return false;
    this.#deps.keeper.forget(liveId);
    return true;
  }
}

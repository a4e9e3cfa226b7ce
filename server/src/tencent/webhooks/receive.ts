import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { errorCode, LiveError } from '@vitrine/core/errors.ts';
import { TENCENT_HELD, TENCENT_REFUSALS, TENCENT_RULES, type TencentStamp } from '@vitrine/core/schemas/tencent.ts';
import type { Claims } from '../../gifts/claims/claims.ts';
import type { BarrageFrame, Speaker } from '../../rooms/barrage.ts';
import type { Rooms } from '../../rooms/rooms.ts';
import type { People } from '../people.ts';
import type { TencentPresence } from '../presence.ts';
import type { RoomKeeper } from '../rooms/keeper.ts';
import { toFrame } from './barrage.ts';
import { giftRefusal, toClaimed } from './gifts.ts';
import type { BeforeSendGift, Callback, MessageElement } from './schemas.ts';

/** What Tencent is answered. 0 lets pass, 2 drops without the sender noticing, other codes reach the sender. */
export interface Verdict {
  ErrorCode: number;
  ErrorInfo: string;
  CloudCustomData?: string;
  /** What is said instead. */
  MsgBody?: MessageElement[];
}

export const PASS: Verdict = { ErrorCode: 0, ErrorInfo: '' };
const DROP: Verdict = { ErrorCode: 2, ErrorInfo: '' };
const HELD: Verdict = { ErrorCode: TENCENT_HELD, ErrorInfo: 'A moderator looks at it first' };

export interface ReceiveDeps {
  rooms: Pick<Rooms, 'hub' | 'barrage'>;
  people: People;
  presence: TencentPresence;
  keeper: RoomKeeper;
  /** Charges the gifts of Tencent's own apps; undefined where rooms know none. */
  claims: Pick<Claims, 'claim'> | undefined;
  /** The account whose messages are the server's own. */
  admin: string;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
}

type Sent = Extract<Callback, { MsgBody: unknown }>;

/**
 * What becomes of each callback. None of them is believed where money is: anybody who saw the address could have made it. One that
 * sends a gift holds the sender's coins, until Tencent's own count says that there was a gift.
 */
export class Receiver {
  readonly #deps: ReceiveDeps;

  constructor(deps: ReceiveDeps) {
    this.#deps = deps;
  }

  /** `address` is the sender's, as Tencent saw it. */
  async receive(callback: Callback, address: string): Promise<Verdict> {
    const { keeper, log } = this.#deps;
    switch (callback.CallbackCommand) {
      case 'Group.CallbackBeforeSendMsg':
        return this.#judge(callback, address);
      case 'Group.CallbackAfterSendMsg':
        await this.#record(callback, address);
        return PASS;
      case 'Group.CallbackAfterNewMemberJoin':
        await this.#moved(callback.GroupId, callback.NewMemberList, true, callback.EventTime);
        return PASS;
      case 'Group.CallbackAfterMemberExit':
        await this.#moved(callback.GroupId, callback.ExitMemberList, false, callback.EventTime);
        return PASS;
      case 'Group.CallbackOnMemberStateChange':
        await this.#moved(callback.GroupId, callback.MemberList, callback.EventType === 'Online', callback.EventTime);
        return PASS;
      case 'Live.CallbackMemberStateChanged':
      case 'Live.CallbackAfterMemberStateChanged':
        await this.#moved(callback.RoomId, callback.MemberList, callback.EventType === 'Online', callback.EventTime);
        return PASS;
      case 'Group.CallbackAfterGroupDestroyed':
        keeper.forget(callback.GroupId);
        return PASS;
      case 'Live.CallbackAfterDestroyRoom':
        keeper.forget(callback.RoomId);
        log.info({ liveId: callback.RoomId, reason: callback.EventType, statistic: callback.Statistic }, 'a room was destroyed');
        return PASS;
      case 'Live.CallbackBeforeSendGift':
        return this.#charge(callback);
    }
  }

  async #charge(callback: BeforeSendGift): Promise<Verdict> {
    const { claims, people, rooms, log } = this.#deps;
    try {
      if (!claims) throw new LiveError('unavailable', 'Gifts go through the shop');
      const seat = await rooms.hub.open(callback.RoomId);
      if (!seat) throw new LiveError('not-found', 'There is no such live');
      await claims.claim(await people.of(callback.GiftWater.From_Account, seat.facts), toClaimed(callback));
      return PASS;
    } catch (error) {
      if (!(error instanceof LiveError)) log.error({ err: error }, 'unforeseen error in a callback');
      return giftRefusal(error);
    }
  }

  async #judge(callback: Sent, address: string): Promise<Verdict> {
    const { rooms, admin, log } = this.#deps;
    if (callback.From_Account === admin) return PASS;
    try {
      const frame = toFrame(callback.MsgBody, callback.CloudCustomData, `r${callback.Random}`);
      const speaker = await this.#speaker(callback, address);
      // Other groups of the app are none of ours.
      if (!speaker) return PASS;
      const stamp = await rooms.barrage.check(speaker, frame);
      if (typeof stamp === 'string') return stamp === 'held' ? HELD : DROP;
      // The callback after it is said finds here what the sender wrote beside it.
      const replyTo = frame.type === 'barrage' ? frame.replyTo : undefined;
      const CloudCustomData = JSON.stringify({ id: frame.id, replyTo, ...stamp } satisfies TencentStamp);
      return { ...PASS, CloudCustomData, ...asTaken(frame, callback.MsgBody) };
    } catch (error) {
      if (!(error instanceof LiveError)) log.error({ err: error }, 'unforeseen error in a callback');
      return refusal(error);
    }
  }

  async #record(callback: Sent, address: string): Promise<void> {
    const { rooms, admin, log } = this.#deps;
    const { GroupId: liveId, From_Account: userId } = callback;
    if (userId === admin) return;
    try {
      const speaker = await this.#speaker(callback, address);
      if (!speaker) return;
      await rooms.barrage.record(speaker, toFrame(callback.MsgBody, callback.CloudCustomData, `r${callback.Random}`));
    } catch (error) {
      if (!(error instanceof LiveError) || error.code === 'unavailable') throw error;
      // Everybody heard it, but the room does not keep it: the callback before sending is switched off.
      log.warn({ code: error.code, liveId, userId }, 'a message should not have passed');
    }
  }

  async #speaker({ GroupId, From_Account: userId }: Sent, address: string): Promise<Speaker | undefined> {
    const { rooms, people, now } = this.#deps;
    const seat = await rooms.hub.open(GroupId);
    if (!seat) return undefined;
    if (seat.room.standings.of(userId).bannedUntil > now()) throw new LiveError('forbidden', 'You were removed from this room');
    return { seat, principal: await people.of(userId, seat.facts), address };
  }

  async #moved(
    liveId: string,
    members: readonly { Member_Account: string }[],
    here: boolean,
    at = this.#deps.now(),
  ): Promise<void> {
    const userIds = members.map(({ Member_Account: userId }) => userId).filter((userId) => userId !== this.#deps.admin);
    await this.#deps.presence.moved({ liveId, userIds, here, at });
  }
}

/** Everybody is to read what the log keeps. */
function asTaken(frame: BarrageFrame, said: readonly MessageElement[]): Pick<Verdict, 'MsgBody'> {
  if (frame.type !== 'barrage') return {};
  const taken = { MsgType: 'TIMTextElem', MsgContent: { Text: frame.text } };
  return isDeepStrictEqual(said, [taken]) ? {} : { MsgBody: [taken] };
}

/** Tells the sender why, in a code that Tencent hands on. */
export function refusal(error: unknown): Verdict {
  const code = errorCode(error);
  const rule = error instanceof LiveError ? (error.details as { rule?: string } | undefined)?.rule : undefined;
  if (rule !== undefined && Object.hasOwn(TENCENT_RULES, rule)) {
    return { ErrorCode: TENCENT_RULES[rule as keyof typeof TENCENT_RULES], ErrorInfo: (error as LiveError).message };
  }
  const known = Object.hasOwn(TENCENT_REFUSALS, code) ? (code as keyof typeof TENCENT_REFUSALS) : 'unavailable';
  return { ErrorCode: TENCENT_REFUSALS[known], ErrorInfo: error instanceof LiveError ? error.message : 'Try again' };
}

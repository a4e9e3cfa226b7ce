import { createHash } from 'node:crypto';
import { LiveError } from '@vitrine/core/errors.ts';
import type { QuotedBarrage } from '@vitrine/core/schemas/barrage.ts';
import { isReservedType } from '@vitrine/core/schemas/reserved-type.ts';
import type { ClientFrame } from '@vitrine/core/schemas/socket.ts';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import { permit } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import type { ChatGuard } from '../moderation/chat-guard.ts';
import type { Barrage, BarrageLog } from './barrage-log.ts';
import type { Seat } from './hub.ts';
import { type IdentityOf, isStaff, senderIn } from './sender.ts';
import { textsIn } from './texts-in.ts';

export type BarrageFrame = Extract<ClientFrame, { type: 'barrage' | 'custom' }>;

/** So many accepted barrages are remembered, so that a repeated one gets the same answer. */
const REMEMBERED = 10_000;

/** Whoever speaks, where, and from which network address. */
export interface Speaker {
  seat: Pick<Seat, 'facts' | 'room'>;
  principal: Principal;
  address: string;
}

/** What the server stamps a message with. */
export interface Stamp {
  eventId: string;
  sender: LiveUser;
  /** The message that it answers, from the server's own log. */
  reply: QuotedBarrage | undefined;
}

/** Nothing is to be shown: it was said before, or waits for a moderator now. */
export type NotCarried = 'said' | 'held';

/** One id of one user in one room. */
const nameOf = ({ seat, principal }: Speaker, frame: BarrageFrame): string =>
  JSON.stringify([seat.facts.id, principal.userId, frame.id]);

const eventIdOf = (name: string): string => createHash('sha256').update(name).digest('base64url').slice(0, 26);

export interface BarrageDoorDeps extends Pick<Deps, 'config' | 'limits' | 'now' | 'log'> {
  barrages: BarrageLog;
  guard: ChatGuard;
  identityOf: IdentityOf;
  /** Keeps a message for the moderators. */
  holdBack: (barrage: Barrage, rule: string) => Promise<void>;
  /** Told of every message that its room had no room to show. */
  onCrowded: () => void;
}

/**
 * The one door through which people's words enter a room, whichever provider carried them: limits, mutes, rules of the chat,
 * allowed custom messages, the sender's stamp, the log.
 */
export class BarrageDoor {
  readonly #deps: BarrageDoorDeps;
  readonly #accepted = new Map<string, Promise<string>>();

  constructor(deps: BarrageDoorDeps) {
    this.#deps = deps;
  }

  /**
   * Says something in a room and resolves to its event id; the same id of the same user again is said once and answered
   * alike. Throws `forbidden` (muted, not allowed here, against a rule of the room, or a type of the server's), `not-found` for
   * an answer to a message that is gone, or `rate-limited`; `details.rule` names the rule of the room.
   */
  send(speaker: Speaker, frame: BarrageFrame): Promise<string> {
    return this.#once(speaker, frame, async (eventId) => {
      const stamp = await this.#judge(speaker, frame, eventId);
      if (typeof stamp === 'object') this.#say(speaker, this.#barrage(speaker, frame, stamp));
    });
  }

  /**
   * Whether somebody may say this, where another provider carries it: resolves to what the message is to be stamped with, or
   * to why it is not to be carried. Refuses like `send`; every try counts.
   */
  async check(speaker: Speaker, frame: BarrageFrame): Promise<Stamp | NotCarried> {
    const name = nameOf(speaker, frame);
    return this.#accepted.has(name) ? 'said' : this.#judge(speaker, frame, eventIdOf(name));
  }

  /** Takes in what another provider has carried to the room already. Throws where it should not have. */
  record(speaker: Speaker, frame: BarrageFrame): Promise<string> {
    return this.#once(speaker, frame, async (eventId) => {
      this.#permit(speaker, frame);
      if (this.#wasSaid(speaker, eventId)) return;
      this.#deps.barrages.add(this.#barrage(speaker, frame, await this.#stamp(speaker, frame, eventId)));
    });
  }

  /** Does something about one id of one user once, and resolves to the barrage's event id. */
  #once(speaker: Speaker, frame: BarrageFrame, act: (eventId: string) => Promise<void>): Promise<string> {
    const name = nameOf(speaker, frame);
    const before = this.#accepted.get(name);
    if (before) return before;
    const eventId = eventIdOf(name);
    const accepted = act(eventId).then(() => eventId);
    this.#accepted.set(name, accepted);
    if (this.#accepted.size > REMEMBERED) this.#accepted.delete(this.#accepted.keys().next().value!);
    // What was refused may be tried again.
    accepted.catch(() => this.#accepted.delete(name));
    return accepted;
  }

  async #judge(speaker: Speaker, frame: BarrageFrame, eventId: string): Promise<Stamp | NotCarried> {
    const { guard, holdBack } = this.#deps;
    const { principal, address, seat } = speaker;
    this.#permit(speaker, frame);
    if (this.#wasSaid(speaker, eventId)) return 'said';
    const { perMinute } = await guard.settings(seat.facts.id);
    await this.#limit(principal, address, frame, perMinute);
    const stamp = await this.#stamp(speaker, frame, eventId);
    if (isStaff(stamp.sender)) return stamp;

    const { id: liveId, hostId } = seat.facts;
    const texts = frame.type === 'barrage' ? [frame.text] : textsIn(frame.data);
    const rule = await guard.examine({ liveId, hostId, userId: principal.userId, texts });
    if (rule === undefined) return stamp;
    // A moderator is shown words, not what a page makes of them.
    if (frame.type === 'custom') throw new LiveError('forbidden', 'This is not allowed here now', { details: { rule } });
    await holdBack(this.#barrage(speaker, frame, stamp), rule);
    return 'held';
  }

  #say({ seat: { room } }: Speaker, barrage: Barrage): void {
    const { barrages, onCrowded } = this.#deps;
    if (room.hasRoomToShow() || isStaff(barrage.sender)) {
      barrages.add(barrage);
      room.tell(barrage);
    } else {
      // Nobody reads so fast. The writer sees it, and nothing is said of the rest.
      onCrowded();
      room.tellOnly(barrage.sender.userId, barrage);
    }
  }

  /** A restart forgets what was accepted, but not what was said. */
  #wasSaid({ seat }: Speaker, eventId: string): boolean {
    return this.#deps.barrages.recent(seat.facts.id).some((said) => said.eventId === eventId);
  }

  async #stamp({ seat: { room, facts }, principal }: Speaker, frame: BarrageFrame, eventId: string): Promise<Stamp> {
    const { identityOf, log } = this.#deps;
    const identity = await identityOf(principal.userId).catch((error: unknown) => {
      log.warn({ err: error }, 'the standing of a user could not be read');
      return undefined;
    });
    const reply = frame.type === 'barrage' ? await this.#quote(facts.id, frame.replyTo) : undefined;
    return { eventId, sender: senderIn(principal, room.rights(facts), identity), reply };
  }

  #barrage({ seat: { facts } }: Speaker, frame: BarrageFrame, { eventId, sender, reply }: Stamp): Barrage {
    const envelope = { eventId, liveId: facts.id, ts: this.#deps.now(), id: frame.id, sender };
    return frame.type === 'barrage'
      ? { ...envelope, type: 'barrage.sent', text: frame.text, reply }
      : { ...envelope, type: 'barrage.custom', businessID: frame.businessID, data: frame.data };
  }

  #permit({ seat: { room }, principal }: Speaker, frame: BarrageFrame): void {
    this.#mayWrite(principal, frame);
    if (room.standings.of(principal.userId).mutedUntil > this.#deps.now()) {
      throw new LiveError('forbidden', 'You may not write in this room now', { details: { rule: 'muted' } });
    }
  }

  #mayWrite(principal: Principal, frame: BarrageFrame): void {
    const { config } = this.#deps;
    permit(principal, 'live.chat');
    if (principal.role === 'guest' && !config.guestChat) throw new LiveError('forbidden', 'Sign in to write here');
    if (frame.type === 'barrage') return;
    if (isReservedType(frame.businessID) || !config.customMessages.includes(frame.businessID)) {
      throw new LiveError('forbidden', 'Messages of this kind are not for users to send');
    }
  }

  async #quote(liveId: string, eventId: string | undefined): Promise<QuotedBarrage | undefined> {
    if (eventId === undefined) return undefined;
    const said = await this.#deps.barrages.find(liveId, eventId);
    if (said?.type !== 'barrage.sent') throw new LiveError('not-found', 'The message that you answer is gone');
    const { userId, userName } = said.sender;
    return { eventId, text: said.text, sender: { userId, userName } };
  }

  async #limit({ role, userId }: Principal, address: string, frame: BarrageFrame, perMinute: number): Promise<void> {
    const { limits } = this.#deps;
    if (frame.type === 'barrage') await limits.take('barrage:same', `${userId} ${frame.text}`, { points: 3, seconds: 60 });
    await limits.take('barrage:address', address, { points: 10, seconds: 1 });
    if (role === 'guest') await limits.take('barrage:guest', userId, { points: 1, seconds: 5 });
    else await limits.take('barrage:user', userId, { points: 3, seconds: 3 });
    await limits.take(`barrage:minute:${perMinute}`, userId, { points: perMinute, seconds: 60 });
  }
}

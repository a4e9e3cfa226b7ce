import { createHash } from 'node:crypto';
import { LiveError } from '@vitrine/core/errors.ts';
import { isReservedType } from '@vitrine/core/schemas/reserved-type.ts';
import type { ClientFrame } from '@vitrine/core/schemas/socket.ts';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import { permit } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import type { Barrage, BarrageLog } from './barrage-log.ts';
import { senderIn } from './sender.ts';
import type { Seat } from './hub.ts';

export type BarrageFrame = Extract<ClientFrame, { type: 'barrage' | 'custom' }>;

/** So many accepted barrages are remembered, so that a repeated one gets the same answer. */
const REMEMBERED = 10_000;

/** Whoever speaks, where, and from which network address. */
export interface Speaker {
  seat: Pick<Seat, 'facts' | 'room'>;
  principal: Principal;
  address: string;
}

/** One id of one user in one room. */
const nameOf = ({ seat, principal }: Speaker, frame: BarrageFrame): string =>
  JSON.stringify([seat.facts.id, principal.userId, frame.id]);

const eventIdOf = (name: string): string => createHash('sha256').update(name).digest('base64url').slice(0, 26);

/**
 * The one door through which people's words enter a room, whichever provider carried them: limits, mutes, allowed custom
 * messages, the sender's stamp, the log.
 */
export class BarrageDoor {
  readonly #deps: Pick<Deps, 'config' | 'limits' | 'now'> & { log: BarrageLog };
  readonly #accepted = new Map<string, Promise<string>>();

  constructor(deps: Pick<Deps, 'config' | 'limits' | 'now'> & { log: BarrageLog }) {
    this.#deps = deps;
  }

  /**
   * Says something in a room and resolves to its event id; the same id of the same user again is said once and answered
   * alike. Throws `forbidden` (muted, not allowed here, or a type of the server's) or `rate-limited`.
   */
  send(speaker: Speaker, frame: BarrageFrame): Promise<string> {
    return this.#once(speaker, frame, async (eventId) => {
      if (!(await this.#judge(speaker, frame, eventId))) return;
      const barrage = this.#barrage(speaker, frame, eventId);
      this.#deps.log.add(barrage);
      speaker.seat.room.tell(barrage);
    });
  }

  /**
   * Whether somebody may say this, where another provider carries it: resolves to what the message is to be stamped with, or
   * to undefined where this id was said before. Refuses like `send`; every try counts.
   */
  async check(speaker: Speaker, frame: BarrageFrame): Promise<{ eventId: string; sender: LiveUser } | undefined> {
    const name = nameOf(speaker, frame);
    const eventId = eventIdOf(name);
    if (this.#accepted.has(name) || !(await this.#judge(speaker, frame, eventId))) return undefined;
    return { eventId, sender: senderIn(speaker.principal, speaker.seat.facts) };
  }

  /** Takes in what another provider has carried to the room already. Throws where it should not have. */
  record(speaker: Speaker, frame: BarrageFrame): Promise<string> {
    return this.#once(speaker, frame, async (eventId) => {
      this.#permit(speaker, frame);
      if (!this.#wasSaid(speaker, eventId)) this.#deps.log.add(this.#barrage(speaker, frame, eventId));
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

  /** Resolves to false where this was said before. */
  async #judge(speaker: Speaker, frame: BarrageFrame, eventId: string): Promise<boolean> {
    this.#permit(speaker, frame);
    if (this.#wasSaid(speaker, eventId)) return false;
    await this.#limit(speaker.principal, speaker.address, frame);
    return true;
  }

  /** A restart forgets what was accepted, but not what was said. */
  #wasSaid({ seat }: Speaker, eventId: string): boolean {
    return this.#deps.log.recent(seat.facts.id).some((said) => said.eventId === eventId);
  }

  #barrage({ seat: { facts }, principal }: Speaker, frame: BarrageFrame, eventId: string): Barrage {
    const envelope = { eventId, liveId: facts.id, ts: this.#deps.now(), id: frame.id, sender: senderIn(principal, facts) };
    return frame.type === 'barrage'
      ? { ...envelope, type: 'barrage.sent', text: frame.text }
      : { ...envelope, type: 'barrage.custom', businessID: frame.businessID, data: frame.data };
  }

  #permit({ seat: { room }, principal }: Speaker, frame: BarrageFrame): void {
    this.#admit(principal, frame);
    if (room.standings.of(principal.userId).mutedUntil > this.#deps.now())
      throw new LiveError('forbidden', 'You may not write in this room now');
  }

  #admit(principal: Principal, frame: BarrageFrame): void {
    const { config } = this.#deps;
    permit(principal, 'live.chat');
    if (principal.role === 'guest' && !config.guestChat) throw new LiveError('forbidden', 'Sign in to write here');
    if (frame.type === 'barrage') return;
    if (isReservedType(frame.businessID) || !config.customMessages.includes(frame.businessID)) {
      throw new LiveError('forbidden', 'Messages of this kind are not for users to send');
    }
  }

  async #limit({ role, userId }: Principal, address: string, frame: BarrageFrame): Promise<void> {
    const { limits } = this.#deps;
    if (frame.type === 'barrage') await limits.take('barrage:same', `${userId} ${frame.text}`, { points: 3, seconds: 60 });
    await limits.take('barrage:address', address, { points: 10, seconds: 1 });
    if (role === 'guest') return limits.take('barrage:guest', userId, { points: 1, seconds: 5 });
    await limits.take('barrage:user', userId, { points: 3, seconds: 3 });
    await limits.take('barrage:minute', userId, { points: 30, seconds: 60 });
  }
}

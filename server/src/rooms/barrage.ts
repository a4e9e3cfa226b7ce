import { createHash } from 'node:crypto';
import { LiveError } from '@vitrine/core/errors.ts';
import { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import type { ClientFrame } from '@vitrine/core/schemas/socket.ts';
import { permit } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import type { BarrageLog } from './barrage-log.ts';
import { senderIn } from './sender.ts';
import type { Seat } from './hub.ts';

export type BarrageFrame = Extract<ClientFrame, { type: 'barrage' | 'custom' }>;

/** What the server alone may say; no setting of a shop opens these. */
const RESERVED: ReadonlySet<string> = new Set([
  ...RoomEvent.options.flatMap(({ entries: { type } }) => ('options' in type ? type.options : [type.literal])),
  'live_gift',
  'user_identity',
]);

/** So many accepted barrages are remembered, so that a repeated one gets the same answer. */
const REMEMBERED = 10_000;

/** Whoever speaks, where, and from which network address. */
export interface Speaker {
  seat: Pick<Seat, 'facts' | 'room'>;
  principal: Principal;
  address: string;
}

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
    const name = JSON.stringify([speaker.seat.facts.id, speaker.principal.userId, frame.id]);
    const before = this.#accepted.get(name);
    if (before) return before;
    const eventId = createHash('sha256').update(name).digest('base64url').slice(0, 26);
    const accepted = this.#say(speaker, frame, eventId);
    this.#accepted.set(name, accepted);
    if (this.#accepted.size > REMEMBERED) this.#accepted.delete(this.#accepted.keys().next().value!);
    // What was refused may be tried again.
    accepted.catch(() => this.#accepted.delete(name));
    return accepted;
  }

  async #say({ seat: { room, facts }, principal, address }: Speaker, frame: BarrageFrame, eventId: string): Promise<string> {
    const { log, now } = this.#deps;
    this.#admit(principal, frame);
    const ts = now();
    if (room.standings.of(principal.userId).mutedUntil > ts)
      throw new LiveError('forbidden', 'You may not write in this room now');
    // A restart forgets what was accepted, but not what was said.
    if (log.recent(facts.id).some((said) => said.eventId === eventId)) return eventId;
    await this.#limit(principal, address, frame);

    const sender = senderIn(principal, facts);
    const envelope = { eventId, liveId: facts.id, ts, id: frame.id, sender };
    const event =
      frame.type === 'barrage'
        ? { ...envelope, type: 'barrage.sent' as const, text: frame.text }
        : { ...envelope, type: 'barrage.custom' as const, businessID: frame.businessID, data: frame.data };
    log.add(event);
    room.tell(event);
    return eventId;
  }

  #admit(principal: Principal, frame: BarrageFrame): void {
    const { config } = this.#deps;
    permit(principal, 'live.chat');
    if (principal.role === 'guest' && !config.guestChat) throw new LiveError('forbidden', 'Sign in to write here');
    if (frame.type === 'barrage') return;
    if (RESERVED.has(frame.businessID) || !config.customMessages.includes(frame.businessID)) {
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

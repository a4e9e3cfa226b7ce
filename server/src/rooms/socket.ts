import * as v from 'valibot';
import type { WebSocket } from 'ws';
import { errorCode, isServerErrorCode, LiveError } from '@vitrine/core/errors.ts';
import { ClientFrame, MAX_FRAME_BYTES, type ServerFrame } from '@vitrine/core/schemas/socket.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import type { BarrageDoor, BarrageFrame } from './barrage.ts';
import { Bucket } from './bucket.ts';
import type { Hub, Seat } from './hub.ts';
import { closeSocket } from './member.ts';

/** Frames that one socket may send, before the shop's factor. */
const FRAMES_PER_SECOND = 20;
const FRAMES_AT_ONCE = 40;

export interface SocketDeps extends Pick<Deps, 'config' | 'limits' | 'now' | 'log'> {
  hub: Hub;
  barrage: BarrageDoor;
  verify: (token: string) => Promise<Principal>;
  /** How long a socket may stay unknown, in milliseconds. */
  authMs: number;
}

type AuthFrame = Extract<ClientFrame, { type: 'auth' }>;

/** One socket from its first frame to its last: who is speaking, how fast, and what to do with what they say. */
export class Connection {
  readonly #ws: WebSocket;
  readonly #liveId: string;
  readonly #address: string;
  readonly #deps: SocketDeps;
  readonly #frames: Bucket;
  readonly #unknown: NodeJS.Timeout;
  #seat: Seat | undefined;
  /** Frames are dealt with one after the other, so that what follows an `auth` finds the member in the room. */
  #work: Promise<void> = Promise.resolve();

  constructor(ws: WebSocket, liveId: string, address: string, deps: SocketDeps) {
    this.#ws = ws;
    this.#liveId = liveId;
    this.#address = address;
    this.#deps = deps;
    const factor = deps.config.rateLimitFactor;
    this.#frames = new Bucket(FRAMES_PER_SECOND * factor, FRAMES_AT_ONCE * factor);
    this.#unknown = setTimeout(() => closeSocket(ws, 'noAuth'), deps.authMs);
  }

  /** A frame came in. */
  receive(data: Buffer, isBinary: boolean): void {
    if (!this.#frames.take()) return closeSocket(this.#ws, 'tooFast');
    const frame = isBinary || data.byteLength > MAX_FRAME_BYTES ? undefined : parse(data);
    if (!frame) return closeSocket(this.#ws, 'badFrame');
    this.#work = this.#work.then(() => this.#handle(frame));
  }

  /** The socket is gone. */
  closed(): void {
    clearTimeout(this.#unknown);
    if (this.#seat) this.#deps.hub.leave(this.#seat);
    this.#seat = undefined;
  }

  async #handle(frame: ClientFrame): Promise<void> {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    if (frame.type === 'auth') return this.#authenticate(frame);
    if (!this.#seat) return closeSocket(this.#ws, 'auth');
    if (frame.type === 'ping') return this.#send({ type: 'pong', ts: this.#deps.now() });
    await this.#speak(this.#seat, frame);
  }

  async #authenticate({ token, since }: AuthFrame): Promise<void> {
    let principal: Principal;
    try {
      principal = await this.#deps.verify(token);
      await this.#deps.limits.take('socket:user', principal.userId, { points: 30, seconds: 60 });
    } catch (error) {
      return this.#refuse(error);
    }
    clearTimeout(this.#unknown);
    if (!this.#seat) {
      this.#seat = await this.#deps.hub.join(this.#ws, this.#liveId, principal, since);
      // Whoever went away while the door was opening has nobody left to let go of the seat.
      if (this.#ws.readyState === this.#ws.CLOSED) this.closed();
      return;
    }
    // A socket belongs to one person: somebody else opens another one.
    if (this.#seat.member.principal.userId !== principal.userId) return closeSocket(this.#ws, 'auth');
    this.#seat.member.principal = principal;
  }

  async #speak({ room, facts, member }: Seat, frame: BarrageFrame): Promise<void> {
    const { barrage, log } = this.#deps;
    try {
      const speaker = { seat: { room, facts }, principal: member.principal, address: this.#address };
      this.#send({ type: 'ack', id: frame.id, eventId: await barrage.send(speaker, frame) });
    } catch (error) {
      if (!(error instanceof LiveError)) log.error({ err: error }, 'unforeseen error in a socket');
      const { message, details, retryAfter } =
        error instanceof LiveError ? error : new LiveError('unavailable', 'Something went wrong on our side');
      this.#send({ type: 'error', id: frame.id, error: { code: errorCode(error), message, details, retryAfter } });
    }
  }

  #refuse(error: unknown): void {
    const code = errorCode(error);
    const message = error instanceof LiveError ? error.message : 'Something went wrong on our side';
    this.#send({ type: 'error', error: { code: isServerErrorCode(code) ? code : 'unavailable', message } });
    if (code === 'unauthenticated' || code === 'forbidden') closeSocket(this.#ws, 'auth');
    else closeSocket(this.#ws, code === 'rate-limited' ? 'tooFast' : 'restart');
  }

  #send(frame: ServerFrame): void {
    if (this.#seat) this.#seat.member.send(frame);
    else if (this.#ws.readyState === this.#ws.OPEN) this.#ws.send(JSON.stringify(frame));
  }
}

function parse(data: Buffer): ClientFrame | undefined {
  try {
    const parsed = v.safeParse(ClientFrame, JSON.parse(data.toString()));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

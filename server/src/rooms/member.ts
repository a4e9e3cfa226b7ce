import type { WebSocket } from 'ws';
import type { LiveErrorCode } from '@vitrine/core/errors.ts';
import { CLOSE, type ServerFrame } from '@vitrine/core/schemas/socket.ts';
import type { UserIdentity } from '@vitrine/core/schemas/user.ts';
import type { Principal } from '../auth/principal.ts';
import type { Batch } from './batch.ts';

/** A reader that lags so many bytes behind is closed, never buffered without bound. */
const MAX_BUFFERED = 1_048_576;
/** So many batches may wait while a socket is brought up to date. */
const MAX_HELD = 1000;
/** How long a closed socket may take to say goodbye before it is cut off, in milliseconds. */
const GOODBYE = 5_000;

/** One socket in one room, once somebody has signed in on it. */
export class Member {
  readonly #ws: WebSocket;
  principal: Principal;
  /** What the shop said of the user's standing when they came. */
  identity: UserIdentity | undefined;
  /** Everything up to here has been sent; what has a smaller `seq` is never sent again. */
  #seq = 0;
  /** What happened while the socket is being brought up to date; undefined once it is. */
  #held: Batch[] | undefined = [];

  constructor(ws: WebSocket, principal: Principal) {
    this.#ws = ws;
    this.principal = principal;
  }

  /** Sends what the socket has not been told yet; while it is being brought up to date, keeps it for later. */
  deliver(batch: Batch): void {
    if (this.#held) {
      this.#held.push(batch);
      if (this.#held.length > MAX_HELD) this.close('tooSlow');
      return;
    }
    const frame = batch.frameAfter(this.#seq);
    this.#seq = Math.max(this.#seq, batch.lastSeq);
    if (frame) this.#write(frame);
  }

  /** The socket has been told everything up to `seq`: from now on it hears what happens, first of all what was kept. */
  upToDate(seq: number): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#seq = seq;
    for (const batch of held) this.deliver(batch);
  }

  send(frame: ServerFrame): void {
    this.#write(JSON.stringify(frame));
  }

  /** Sends a batch past everything that is kept: what was missed, in order. */
  sendNow(batch: Batch): void {
    const frame = batch.frameAfter(0);
    if (frame) this.#write(frame);
  }

  /** Says why, where there is something to say, and closes. */
  close(reason: keyof typeof CLOSE, code?: LiveErrorCode, message = ''): void {
    if (code) this.send({ type: 'error', error: { code, message } });
    closeSocket(this.#ws, reason);
  }

  #write(data: string | Buffer): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    if (this.#ws.bufferedAmount > MAX_BUFFERED) return closeSocket(this.#ws, 'tooSlow');
    this.#ws.send(data, { binary: false });
  }
}

/** Closes a socket for one of the reasons of the wire, and cuts it off if it does not answer. */
export function closeSocket(ws: WebSocket, reason: keyof typeof CLOSE): void {
  if (ws.readyState !== ws.OPEN) return;
  ws.close(CLOSE[reason], reason);
  setTimeout(() => ws.terminate(), GOODBYE).unref();
}

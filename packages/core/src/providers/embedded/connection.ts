import * as v from 'valibot';
import { isServerErrorCode, type ServerErrorCode } from '../../errors.ts';
import { type ClientFrame, ServerFrame } from '../../schemas/socket.ts';
import type { ServerClock } from '../../server-clock.ts';
import { type Position, withKnownBarrages } from '../event-intake.ts';
import type { ChannelTiming } from './timing.ts';

export type WebSocketClass = new (url: string) => WebSocket;

export interface ConnectionOptions {
  readonly url: string;
  readonly WebSocket: WebSocketClass;
  readonly token: string;
  /** How far we are at this moment. */
  readonly since: () => Position | undefined;
  readonly timing: ChannelTiming;
  readonly clock: ServerClock;
  readonly onFrame: (frame: ServerFrame) => void;
  /** With every heartbeat of an open connection: the time to renew what ends. */
  readonly onHeartbeat: () => void;
  /** Once, unless `drop` was called. `error` is what the server said about the whole connection before it closed. */
  readonly onEnd: (code: number, error: ServerErrorCode | undefined) => void;
}

/** Our own code for a connection that gave no sign of life. */
export const SILENT = 4999;

/** One socket from opening to its end: the first `auth`, pings, and the frames in between. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #socket: WebSocket;
  readonly #heartbeat: ReturnType<typeof setInterval>;
  #token: string;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #askedAt = performance.now();
  #error: ServerErrorCode | undefined;
  #ended = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#token = options.token;
    this.#socket = new options.WebSocket(options.url);
    this.#socket.addEventListener('open', () => this.#authenticate());
    this.#socket.addEventListener('message', ({ data }) => this.#receive(data));
    this.#socket.addEventListener('close', ({ code }) => this.#end(code));
    // `close` follows an error and says more; Node's sockets would throw where nobody listens.
    this.#socket.addEventListener('error', () => {});
    this.#heartbeat = setInterval(() => {
      this.probe();
      options.onHeartbeat();
    }, options.timing.heartbeatMs);
    this.#expectSignOfLife(options.timing.welcomeMs);
  }

  /** Sends text that is JSON already; what cannot be sent now is lost with this connection. */
  send(text: string): void {
    if (!this.#ended && this.#socket.readyState === 1) this.#socket.send(text);
  }

  /** Tells the server of a newer token, if it is one. */
  renew(token: string): void {
    if (token === this.#token) return;
    this.#token = token;
    this.#authenticate();
  }

  /** Asks for a sign of life; without one the connection ends. */
  probe(): void {
    if (this.#deadline !== undefined || this.#ended) return;
    this.#askedAt = performance.now();
    this.#frame({ type: 'ping' });
    this.#expectSignOfLife(this.#options.timing.pongMs);
  }

  /** Leaves without `onEnd`. */
  drop(): void {
    this.#finish();
    this.#socket.close();
  }

  #authenticate(): void {
    this.#askedAt = performance.now();
    this.#frame({ type: 'auth', token: this.#token, since: this.#options.since() });
  }

  #frame(frame: ClientFrame): void {
    this.send(JSON.stringify(frame));
  }

  #receive(data: unknown): void {
    if (this.#ended) return;
    const frame = parse(data);
    if (!frame) return;
    this.#clearDeadline();
    if (frame.type === 'pong') this.#observe(frame.ts);
    if (frame.type === 'welcome' && frame.ts !== undefined) this.#observe(frame.ts);
    if (frame.type === 'error' && frame.id === undefined && isServerErrorCode(frame.error.code)) this.#error = frame.error.code;
    this.#options.onFrame(frame);
  }

  #observe(ts: number): void {
    this.#options.clock.observe(ts, performance.now() - this.#askedAt);
  }

  #expectSignOfLife(within: number): void {
    this.#clearDeadline();
    this.#deadline = setTimeout(() => {
      this.#end(SILENT);
      // A dead network answers no closing handshake either, so that nobody waits for it.
      this.#socket.close();
    }, within);
  }

  #clearDeadline(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }

  #end(code: number): void {
    if (this.#ended) return;
    this.#finish();
    this.#options.onEnd(code, this.#error);
  }

  #finish(): void {
    this.#ended = true;
    clearInterval(this.#heartbeat);
    this.#clearDeadline();
  }
}

/** Undefined for what is no frame we know: a newer server may send some. */
function parse(data: unknown): ServerFrame | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const parsed = v.safeParse(ServerFrame, withKnownBarrages(JSON.parse(data)));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
